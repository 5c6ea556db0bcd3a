import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';

import { expect, it, onTestFinished, vi } from 'vitest';

import { isAlive } from '../processes/isAlive.ts';
import { OwnerLock } from '../processes/OwnerLock.ts';
import { readPrivateJson, writePrivateJson } from '../processes/privateFile.ts';
import { pidsIn, runScript, temporaryFolder } from '../testing/processes.ts';
import { keeperRecordSchema, sendLine, type KeeperRecord } from './control.ts';
import { LocalServers, LocalServersError } from './LocalServers.ts';
import { serverPairFiles } from './serverPairFiles.ts';

const keeperScript = join(import.meta.dirname, '..', 'testing', 'standInKeeper.ts');
const waiting = { timeout: 20_000, interval: 20 };

async function attach(dataFolder: string, onLost?: () => void): Promise<LocalServers> {
  const servers = await LocalServers.attach({
    dataFolder,
    keeper: { file: process.execPath, args: [keeperScript, dataFolder] },
    ...(onLost === undefined ? {} : { onLost }),
  });
  onTestFinished(async () => await servers.leave());
  return servers;
}

function keeperOf(dataFolder: string): KeeperRecord {
  const record = readPrivateJson(serverPairFiles(dataFolder).keeper, keeperRecordSchema);
  if (record === null) throw new Error('no keeper is on record');
  return record;
}

const startsOf = (dataFolder: string, server: 'sync' | 'media'): number[] =>
  pidsIn(join(dataFolder, 'servers', server, 'starts'));

async function nameAt(url: string): Promise<string> {
  return await (await fetch(url)).text();
}

it('starts both servers, which share a secret and know of each other', async () => {
  const data = temporaryFolder();
  const servers = await attach(data);
  const state = await servers.settled();
  expect(state).toMatchObject({ sync: 'ready', media: 'ready' });
  expect(await nameAt(state.syncUrl)).toBe('sync-server');
  const environment = (server: string): Record<string, string> =>
    JSON.parse(readFileSync(join(data, 'servers', server, 'environment.json'), 'utf8')) as Record<
      string,
      string
    >;
  const { CONFAB_MEDIA_URL: mediaUrl = '', ...secrets } = environment('sync');
  const { CONFAB_SYNC_URL: syncUrl, ...mediaSecrets } = environment('media');
  expect(mediaSecrets).toEqual(secrets);
  expect(syncUrl).toBe(state.syncUrl);
  expect(await nameAt(mediaUrl.replace('ws:', 'http:'))).toBe('media-server');
  expect(statSync(serverPairFiles(data).keeper).mode & 0o077).toBe(0);
});

it('keeps ports over a stop, and the one who leaves last waits for it', async () => {
  const data = temporaryFolder();
  const first = await attach(data);
  const before = await first.settled();
  const { pid } = keeperOf(data);
  await first.leave();
  const [sync = 0] = startsOf(data, 'sync');
  const [media = 0] = startsOf(data, 'media');
  expect([isAlive(sync), isAlive(media)]).toEqual([false, false]);
  expect(pidsIn(join(data, 'servers', 'sync', 'stops'))).toEqual([sync]);
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), waiting);

  const second = await attach(data);
  expect((await second.settled()).syncUrl).toBe(before.syncUrl);
});

it('lets a second launcher join, and stops only when both have left', async () => {
  const data = temporaryFolder();
  const alice = await attach(data);
  const bob = await attach(data);
  await Promise.all([alice.settled(), bob.settled()]);
  expect(startsOf(data, 'sync')).toHaveLength(1);
  await alice.leave();
  expect(await nameAt(bob.state.syncUrl)).toBe('sync-server');
  await bob.leave();
  expect(isAlive(startsOf(data, 'sync')[0] ?? 0)).toBe(false);
});

it('has one keeper when several launchers start at once', async () => {
  const data = temporaryFolder();
  const all = await Promise.all([1, 2, 3, 4].map(async () => await attach(data)));
  const states = await Promise.all(all.map(async (servers) => await servers.settled()));
  expect(new Set(states.map((state) => state.syncUrl)).size).toBe(1);
  expect(startsOf(data, 'sync')).toHaveLength(1);
  expect(startsOf(data, 'media')).toHaveLength(1);
});

it('counts a killed launcher as left', async () => {
  const data = temporaryFolder();
  const launcher = runScript('standInLauncher.ts', ['--data', data, '--no-open']);
  await launcher.line('Confab is ready');
  const [sync = 0] = startsOf(data, 'sync');
  expect(isAlive(sync)).toBe(true);
  launcher.child.kill('SIGKILL');
  await vi.waitFor(() => expect(isAlive(sync)).toBe(false), waiting);
  expect(pidsIn(join(data, 'servers', 'sync', 'stops'))).toEqual([sync]);
});

it('starts a server again that was killed, on its port', async () => {
  const data = temporaryFolder();
  const servers = await attach(data);
  const { syncUrl } = await servers.settled();
  process.kill(startsOf(data, 'sync')[0] ?? 0, 'SIGKILL');
  await vi.waitFor(() => expect(startsOf(data, 'sync')).toHaveLength(2), waiting);
  await vi.waitFor(async () => expect(await nameAt(syncUrl)).toBe('sync-server'), waiting);
});

it('replaces a killed keeper with the same ports while a launcher is attached', async () => {
  const data = temporaryFolder();
  const onLost = vi.fn<() => void>();
  const servers = await attach(data, onLost);
  const { syncUrl } = await servers.settled();
  const killed = keeperOf(data).pid;
  process.kill(killed, 'SIGKILL');
  await vi.waitFor(() => expect(keeperOf(data).pid).not.toBe(killed), waiting);
  await vi.waitFor(() => expect(startsOf(data, 'sync')).toHaveLength(2), waiting);
  expect(onLost).toHaveBeenCalledOnce();
  expect(servers.state.syncUrl).toBe(syncUrl);
  await servers.settled();
  expect(await nameAt(syncUrl)).toBe('sync-server');
});

it('is not misled by the record of a keeper that was killed', async () => {
  const data = temporaryFolder();
  writePrivateJson(serverPairFiles(data).keeper, { pid: process.pid, port: 1, token: 'old' });
  const servers = await attach(data);
  expect(await servers.settled()).toMatchObject({ sync: 'ready' });
});

it('lets nobody attach without the token', async () => {
  const data = temporaryFolder();
  await attach(data);
  const socket = createConnection({ host: '127.0.0.1', port: keeperOf(data).port });
  await once(socket, 'connect');
  const answers: unknown[] = [];
  socket.on('data', (chunk) => answers.push(chunk));
  sendLine(socket, { type: 'attach', token: 'guess' });
  await once(socket, 'close');
  expect(answers).toEqual([]);
});

it('says so when no keeper can be started', async () => {
  const data = temporaryFolder();
  const keeper = { file: process.execPath, args: ['--eval', 'process.exit(1)'] };
  await expect(LocalServers.attach({ dataFolder: data, keeper })).rejects.toThrow(
    LocalServersError,
  );
  expect(OwnerLock.isFree(serverPairFiles(data).keeperLock)).toBe(true);
});
