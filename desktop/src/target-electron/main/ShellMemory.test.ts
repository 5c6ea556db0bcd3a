import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ShellMemory } from './ShellMemory.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-memory-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('keeps what it is told, whole, over a restart', async () => {
  const path = join(folder, 'shell.json');
  const log = vi.fn();
  const memory = new ShellMemory(path, log);
  expect(memory.get()).toEqual({ toldOfTray: false, callWindow: null });
  const callWindow = { x: -5, y: 2, width: 360, height: 240 };
  void memory.remember({ callWindow });
  await memory.remember({ toldOfTray: true });
  expect(new ShellMemory(path, log).get()).toEqual({ toldOfTray: true, callWindow });
  expect(await readdir(folder)).toEqual(['shell.json']);
  expect(log).not.toHaveBeenCalled();
});

test('a file that is none costs the memory and nothing else', async () => {
  const path = join(folder, 'shell.json');
  await writeFile(path, '{"toldOfTray":tru');
  const log = vi.fn();
  const memory = new ShellMemory(path, log);
  expect(memory.get().toldOfTray).toBe(false);
  expect(log).toHaveBeenCalledOnce();
  await memory.remember({ toldOfTray: true });
  expect(new ShellMemory(path, log).get().toldOfTray).toBe(true);
});

test('says so when it cannot be written, and goes on', async () => {
  const log = vi.fn();
  const memory = new ShellMemory(join(folder, 'missing', 'shell.json'), log);
  await memory.remember({ toldOfTray: true });
  expect(memory.get().toldOfTray).toBe(true);
  expect(log).toHaveBeenCalledOnce();
});
