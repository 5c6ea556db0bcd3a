import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { withLock } from './pidLock.mjs';

async function lockPath() {
  const folder = await mkdtemp(join(tmpdir(), 'confab-lock-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'a.lock');
}

/** A pid that was in use a moment ago and is not any more. */
const deadPid = 2 ** 22 + 1;

it('lets one work at a time and leaves nothing behind', async () => {
  const path = await lockPath();
  let inside = 0;
  const results = await Promise.all(
    [1, 2, 3, 4, 5].map((number) =>
      withLock(path, async () => {
        inside += 1;
        expect(inside).toBe(1);
        await new Promise(setImmediate);
        inside -= 1;
        return number;
      }),
    ),
  );
  expect(results).toEqual([1, 2, 3, 4, 5]);
  expect(await readdir(join(path, '..'))).toEqual([]);
});

it('is given back when the work fails', async () => {
  const path = await lockPath();
  const failing = withLock(path, () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(await withLock(path, () => Promise.resolve('next'))).toBe('next');
});

it.each([
  ['a process that is gone', JSON.stringify({ pid: deadPid })],
  ['nobody that could be named', 'not json'],
])('is taken over from %s', async (_who, content) => {
  const path = await lockPath();
  await writeFile(path, content);
  expect(await withLock(path, () => Promise.resolve('done'))).toBe('done');
});

it('is taken over when its holder has not renewed it, since the pid may be another program by now', async () => {
  const path = await lockPath();
  await writeFile(path, JSON.stringify({ pid: process.pid }));
  const longAgo = new Date(Date.now() - 120_000);
  await utimes(path, longAgo, longAgo);
  expect(await withLock(path, () => Promise.resolve('done'))).toBe('done');
});

it('tells once whom it waits for', async () => {
  const path = await lockPath();
  const told = [];
  const first = Promise.withResolvers();
  const held = Promise.withResolvers();
  const holder = withLock(path, () => {
    held.resolve();
    return first.promise;
  });
  await held.promise;
  const waiter = withLock(path, () => Promise.resolve(), {
    onWait: (pid) => {
      told.push(pid);
      first.resolve();
    },
  });
  await Promise.all([holder, waiter]);
  expect(told).toEqual([process.pid]);
});
