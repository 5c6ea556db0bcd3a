import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';

const main = join(import.meta.dirname, 'main.ts');
const readySchema = z.object({ ready: z.literal('media-server'), url: z.string() });

async function start(args: string[]) {
  const data = await mkdtemp(join(tmpdir(), 'confab-media-'));
  const child = spawn(process.execPath, [main, '--data', data, ...args], {
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await rm(data, { recursive: true });
  });
  if (!child.stdout) throw new Error('no standard output');
  return { child, stdout: child.stdout, exited: once(child, 'exit') };
}

test.each(['SIGTERM', 'disconnect'])('prints one line, is healthy, stops on %s', async (how) => {
  const { child, stdout, exited } = await start(['--port', '0']);
  const lines: string[] = [];
  const reader = createInterface(stdout);
  reader.on('line', (line) => lines.push(line));
  await once(reader, 'line');
  const { url } = readySchema.parse(JSON.parse(lines[0] ?? ''));
  const health = await fetch(`${url}/healthz`);
  expect(await health.json()).toMatchObject({ status: 'ok', rooms: 0 });
  expect((await fetch(`${url}/else`)).status).toBe(404);

  if (how === 'disconnect') child.disconnect();
  else child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  expect(lines).toHaveLength(1);
});

test('says what is wrong with its configuration and exits 1', async () => {
  const { exited } = await start(['--port', 'http']);
  expect(await exited).toEqual([1, null]);
});
