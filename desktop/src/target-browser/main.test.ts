import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeChannelFrame, encodeChannelFrame, protocolVersions } from '@confab/shared-types';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { dialTab } from '../hub/testing/connectTab.ts';

const entry = fileURLToPath(new URL('./main.ts', import.meta.url));
const readySchema = z.object({ type: z.literal('ready'), url: z.url() });

let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-main-'));
  await mkdir(join(folder, 'renderer'));
  await writeFile(join(folder, 'renderer', 'index.html'), 'page');
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
  await rm(folder, { recursive: true });
});

async function start() {
  const child = fork(entry, ['--profile-dir', join(folder, 'profile'), '--profile', 'alice'], {
    env: { ...process.env, CONFAB_RENDERER_DIR: join(folder, 'renderer') },
  });
  children.push(child);
  const exited = once(child, 'exit');
  const [message] = (await once(child, 'message')) as [unknown];
  return { child, exited, ...readySchema.parse(message) };
}

/** Greets the hub as a tab does and gives back the type of its answer. */
async function greet(url: string): Promise<string> {
  const port = await dialTab(url);
  const answered = new Promise<Uint8Array>((resolve) => port.onFrame(resolve));
  const hello = { type: 'hello', protocol: protocolVersions.hub };
  port.send(
    encodeChannelFrame({ kind: 'rpc', json: JSON.stringify(hello) }) as Uint8Array<ArrayBuffer>,
  );
  const frame = decodeChannelFrame(await answered);
  port.close();
  if (frame.kind !== 'rpc') throw new Error(`a frame of kind ${frame.kind}`);
  return z.object({ type: z.string() }).parse(JSON.parse(frame.json)).type;
}

test('serves a profile to tabs until it is told to stop', async () => {
  const { child, exited, url } = await start();
  expect(await (await fetch(new URL(url).origin)).text()).toBe('page');
  expect(await greet(url)).toBe('welcome');
  child.send({ type: 'stop' });
  expect(await exited).toEqual([0, null]);
});

test('a second start of the profile gives the same address and ends', async () => {
  const first = await start();
  const second = await start();
  expect(second.url).toBe(first.url);
  expect(await second.exited).toEqual([0, null]);
  expect(await greet(first.url)).toBe('welcome');
});

test('stops when the one who started it is gone, and is the same again later', async () => {
  const first = await start();
  first.child.disconnect();
  expect(await first.exited).toEqual([0, null]);
  const later = await start();
  expect(later.url).toBe(first.url);
});

test('opens again where it was after it was killed', async () => {
  const first = await start();
  first.child.kill('SIGKILL');
  await first.exited;
  const later = await start();
  expect(later.url).toBe(first.url);
  expect(await greet(later.url)).toBe('welcome');
  later.child.kill('SIGTERM');
  expect(await later.exited).toEqual([0, null]);
});
