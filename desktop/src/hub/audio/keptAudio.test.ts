import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { KeptAudio } from '@confab/shared-types';
import { expect, test } from 'vitest';
import { FileSecrets } from '../../shell/FileSecrets.ts';
import { readHubFile } from '../../shell/readHubFile.ts';
import { sealedChunkBytes, sealedPosition } from '../../shell/sealedFile.ts';
import { fakeHost } from '../testing/fakeHost.ts';
import { openTestHub, temporaryFolder } from '../testing/openTestHub.ts';
import { emailOf, password, person, publishedPage, restarted } from '../testing/people.ts';
import type { Person } from '../testing/people.ts';
import { startRealHub } from '../testing/realProcesses.ts';
import { startSyncServer } from '../testing/startSyncServer.ts';
import { TestWindow } from '../testing/TestWindow.ts';
import { scarceDisk } from './testing/scarceDisk.ts';

const call = 'call-0001';
const voice = randomBytes(3 * sealedChunkBytes + 500);

async function inCall() {
  const server = await startSyncServer();
  const alice = await person('Alice', server);
  const { workspace } = await publishedPage(alice);
  const ofCall = { workspace: workspace.id, call };
  const begin = { ...ofCall, startedAt: 1_700_000, type: 'audio/webm;codecs=opus' };
  return { alice, ofCall, begin, folder: join(alice.profileDir, 'audio') };
}

function say(window: TestWindow, transfer: string, bytes: Uint8Array, from = 0): void {
  for (let offset = from; offset < from + bytes.length; offset += 10_000) {
    const part = bytes.slice(offset - from, offset - from + 10_000);
    window.send({ kind: 'blob', transfer, offset, last: false, bytes: part });
  }
}

async function heard({ hub }: Pick<Person, 'hub'>, { address }: KeptAudio): Promise<Buffer> {
  const file = await hub.openFile(address.slice('/f/'.length));
  if (file === null) throw new Error('there is no such sound');
  return await buffer(readHubFile(file, 0, file.size - 1));
}

test("one's own voice in a call is kept while it is said, until it is deleted", async () => {
  const { alice, ofCall, begin, folder } = await inCall();
  const { window } = alice;
  expect(await window.request('audio.protection', {})).toEqual({ protection: 'file' });
  const { transfer } = await window.request('audio.begin', begin);
  say(window, transfer, voice);
  expect(await window.request('audio.of', ofCall)).toEqual([]);
  await window.request('audio.end', { transfer });
  await window.event('keptAudio', (told) => told.call === call);
  const [kept] = await window.request('audio.of', ofCall);
  expect(kept).toMatchObject({
    ...{ speaker: alice.account, startedAt: 1_700_000, sizeBytes: voice.length },
    type: 'audio/webm;codecs=opus',
  });
  if (kept === undefined) throw new Error('unreachable');
  expect((await heard(alice, kept)).equals(voice)).toBe(true);

  const { transfer: second } = await window.request('audio.begin', { ...begin, startedAt: 9 });
  await window.request('audio.end', { transfer: second });
  expect(await window.request('audio.of', ofCall)).toHaveLength(1);

  await window.request('audio.remove', ofCall);
  expect(await window.request('audio.of', ofCall)).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
  expect(await alice.hub.openFile(kept.address.slice(3))).toBeNull();
});

test('a window that closes, or the app, leaves what was said until then', async () => {
  const { alice, ofCall, begin } = await inCall();
  const other = await TestWindow.open(alice.hub);
  const { transfer } = await other.request('audio.begin', begin);
  say(other, transfer, voice);
  await other.frame('credit', ({ upTo }) => upTo === voice.length);
  other.close();
  await alice.window.event('keptAudio', (told) => told.call === call);

  const begun = await alice.window.request('audio.begin', { ...begin, startedAt: 1_800_000 });
  say(alice.window, begun.transfer, voice.subarray(0, 20_000));
  await alice.window.frame('credit', ({ upTo }) => upTo === 20_000);
  const again = await restarted(alice);
  const kept = await again.window.request('audio.of', ofCall);
  expect(kept.map(({ sizeBytes }) => sizeBytes)).toEqual([voice.length, 20_000]);
  const [first] = kept;
  if (first === undefined) throw new Error('unreachable');
  expect((await heard(again, first)).equals(voice)).toBe(true);
});

test('after the app was killed it can be heard up to the last whole chunk', async () => {
  const server = await startSyncServer();
  const profileDir = await temporaryFolder();
  const first = await startRealHub(profileDir);
  await first.window.request('profile.setName', { name: 'Alice' });
  const account = { email: emailOf('Alice'), password };
  const signedUp = await first.window.request('accounts.signUp', { url: server.url, ...account });
  const owner = { window: first.window, server: signedUp.server.server };
  const { workspace } = await publishedPage(owner);
  const begin = { workspace: workspace.id, call, startedAt: 7, type: 'audio/webm' };
  const { transfer } = await first.window.request('audio.begin', begin);
  say(first.window, transfer, voice);
  await first.window.frame('credit', ({ upTo }) => upTo === voice.length);
  await first.kill();

  const { hub } = await openTestHub({
    profileDir,
    host: {
      ...fakeHost(),
      secrets: new FileSecrets(join(profileDir, 'secrets.json'), () => undefined),
    },
  });
  const window = await TestWindow.open(hub);
  const [kept] = await window.request('audio.of', { workspace: workspace.id, call });
  expect(kept?.sizeBytes).toBe(3 * sealedChunkBytes);
  if (kept === undefined) throw new Error('unreachable');
  const whole = voice.subarray(0, 3 * sealedChunkBytes);
  expect((await heard({ hub }, kept)).equals(whole)).toBe(true);
});

test('a full disk is said at once and takes nothing of what came before', async () => {
  const { alice, ofCall, begin } = await inCall();
  const { window } = alice;
  scarceDisk(sealedPosition(2) + 100);
  const { transfer } = await window.request('audio.begin', begin);
  say(window, transfer, voice);
  const { code } = await window.event('notice');
  expect(code).toBe('storage-full');
  const ended = window.request('audio.end', { transfer });
  await expect(ended).rejects.toMatchObject({ code: 'storage-full' });
  const [kept] = await window.request('audio.of', ofCall);
  expect(kept?.sizeBytes).toBe(2 * sealedChunkBytes);
  if (kept === undefined) throw new Error('unreachable');
  const whole = voice.subarray(0, 2 * sealedChunkBytes);
  expect((await heard(alice, kept)).equals(whole)).toBe(true);
});

test('a workspace of this device alone has no calls', async () => {
  const { alice, begin } = await inCall();
  const { id: workspace } = await alice.window.request('workspaces.create', { name: 'Mine' });
  const begun = alice.window.request('audio.begin', { ...begin, workspace });
  await expect(begun).rejects.toMatchObject({ code: 'calls-unavailable' });
});
