import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it, vi } from 'vitest';

import { isAlive } from './processes/isAlive.ts';
import { readPrivateJson } from './processes/privateFile.ts';
import { runningRecordSchema } from './profile/RunningProfile.ts';
import { pidsIn, runScript, temporaryFolder } from './testing/processes.ts';

const waiting = { timeout: 20_000, interval: 20 };
const readyLine = 'Confab is ready: http://127.0.0.1:1/#token';

const launcher = (data: string, ...args: string[]) =>
  runScript('standInLauncher.ts', ['--data', data, ...args]);

const everyPid = (data: string): number[] => [
  ...pidsIn(join(data, 'profiles', 'default', 'app-starts')),
  ...pidsIn(join(data, 'servers', 'sync', 'starts')),
  ...pidsIn(join(data, 'servers', 'media', 'starts')),
];

it('says last where the app is, and opens it unless told not to', async () => {
  const data = temporaryFolder();
  const opened = launcher(data);
  await opened.line('opened http://127.0.0.1:1/#token');
  expect(opened.lines).toEqual([readyLine, 'opened http://127.0.0.1:1/#token']);
  const quiet = launcher(data, '--profile', 'bob', '--no-open');
  await quiet.line(readyLine);
  expect(quiet.lines).toEqual([readyLine]);
});

it.each(['SIGTERM', 'SIGINT'] as const)('leaves nothing running after %s', async (signal) => {
  const data = temporaryFolder();
  const running = launcher(data, '--no-open');
  await running.line(readyLine);
  const pids = everyPid(data);
  expect(pids).toHaveLength(3);
  expect(pids.every(isAlive)).toBe(true);
  running.child.kill(signal);
  // Ctrl-C comes twice: from the terminal and from npm.
  running.child.kill(signal);
  expect(await running.ended).toBe(0);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(pidsIn(join(data, 'profiles', 'default', 'app-stops'))).toEqual(pids.slice(0, 1));
});

it('stops when the script that started it is gone', async () => {
  const data = temporaryFolder();
  const running = launcher(data, '--no-open');
  await running.line(readyLine);
  running.child.disconnect();
  expect(await running.ended).toBe(0);
  expect(everyPid(data).filter(isAlive)).toEqual([]);
});

it('stops the app when it is killed itself', async () => {
  const data = temporaryFolder();
  const running = launcher(data, '--no-open');
  await running.line(readyLine);
  running.child.kill('SIGKILL');
  await vi.waitFor(() => expect(everyPid(data).filter(isAlive)).toEqual([]), waiting);
  expect(pidsIn(join(data, 'profiles', 'default', 'app-stops'))).toHaveLength(1);
});

it('waits for the app of a killed launcher before it starts another', async () => {
  const data = temporaryFolder();
  const killed = launcher(data, '--no-open');
  await killed.line(readyLine);
  killed.child.kill('SIGKILL');
  const next = launcher(data, '--no-open');
  await next.line(readyLine);
  const [first = 0, second = 0] = pidsIn(join(data, 'profiles', 'default', 'app-starts'));
  expect(pidsIn(join(data, 'profiles', 'default', 'app-stops'))).toEqual([first]);
  expect([isAlive(first), isAlive(second)]).toEqual([false, true]);
});

it('starts the app again when it is killed', async () => {
  const data = temporaryFolder();
  const running = launcher(data, '--no-open');
  await running.line(readyLine);
  const starts = join(data, 'profiles', 'default', 'app-starts');
  process.kill(pidsIn(starts)[0] ?? 0, 'SIGKILL');
  await vi.waitFor(() => expect(pidsIn(starts)).toHaveLength(2), waiting);
  expect(isAlive(pidsIn(starts)[1] ?? 0)).toBe(true);
  expect(running.lines).toEqual([readyLine]);
});

it('ends when the person quits an app that can be quit', async () => {
  const data = temporaryFolder();
  const running = runScript('standInLauncher.ts', ['--data', data, '--no-open'], {
    APP_CAN_QUIT: '1',
  });
  await running.line(readyLine);
  const pids = everyPid(data);
  process.kill(pids[0] ?? 0, 'SIGUSR2');
  expect(await running.ended).toBe(0);
  expect(pids.filter(isAlive)).toEqual([]);
});

it('points at a profile that runs already and ends well', async () => {
  const data = temporaryFolder();
  await launcher(data, '--no-open').line(readyLine);
  const record = join(data, 'profiles', 'default', 'running.json');
  expect(readPrivateJson(record, runningRecordSchema)?.url).toBe('http://127.0.0.1:1/#token');
  expect(statSync(record).mode & 0o077).toBe(0);
  const second = launcher(data);
  expect(await second.ended).toBe(0);
  expect(second.lines).toEqual([readyLine, 'opened http://127.0.0.1:1/#token']);
  expect(pidsIn(join(data, 'profiles', 'default', 'app-starts'))).toHaveLength(1);
});

it('gives up an app that cannot start, says why, and stops the servers', async () => {
  const data = temporaryFolder();
  const folder = join(data, 'profiles', 'default');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'broken'), '');
  const running = launcher(data, '--no-open');
  expect(await running.ended).toBe(1);
  expect(running.lines).toEqual([]);
  expect(everyPid(data).filter(isAlive)).toEqual([]);
  expect(readFileSync(join(folder, 'app.log'), 'utf8')).toContain('the app ended with code 1');
});
