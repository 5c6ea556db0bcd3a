import { randomBytes } from 'node:crypto';
import { open, readFile, readdir, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { readHubFile } from '../../shell/readHubFile.ts';
import { sealedChunkBytes, sealedLength, sealedPosition } from '../../shell/sealedFile.ts';
import { fakeHost } from '../testing/fakeHost.ts';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { SealedWriter } from './SealedWriter.ts';
import { SoundStore } from './SoundStore.ts';
import { scarceFile } from './testing/scarceFile.ts';

async function store() {
  const host = fakeHost();
  const folder = join(await temporaryFolder(), 'audio');
  return { host, folder, sounds: await SoundStore.open(folder, host.secrets) };
}

async function read(sounds: SoundStore, id: string, size: number): Promise<Buffer> {
  const address = sounds.address({ id, size, name: 'voice', type: 'audio/webm;codecs=opus' });
  const file = await sounds.openFile(address.slice('/f/'.length));
  if (file === null) throw new Error('there is no such sound');
  return await buffer(readHubFile(file, 0, size - 1));
}

/** Writes on a disk with so much room; its file is closed when the test is over, ended or not. */
async function writerOf(sounds: SoundStore, room = () => Infinity): Promise<SealedWriter> {
  const created = await sounds.create();
  await created.cancel();
  const path = sounds.path(created.seal.id);
  const file = await open(path, 'w+');
  onTestFinished(() => file.close());
  const { truncate, sync, write } = scarceFile(file, room);
  const scarce = { truncate, sync, write, close: () => Promise.resolve() };
  return new SealedWriter({ file: scarce, path, seal: created.seal });
}

test('sound comes back as it was, and its key is in the key store alone', async () => {
  const { host, folder, sounds } = await store();
  const voice = randomBytes(100_000);
  const writer = await sounds.create();
  for (let at = 0; at < voice.length; at += 3333) await writer.write(voice.subarray(at, at + 3333));
  expect(await writer.end()).toBe(voice.length);
  const { id } = writer.seal;
  expect((await read(sounds, id, voice.length)).equals(voice)).toBe(true);
  expect([...host.secretValues.keys()]).toEqual(['audio-key']);

  const again = await SoundStore.open(folder, host.secrets);
  expect((await read(again, id, voice.length)).equals(voice)).toBe(true);
  const type = (
    await again.openFile(again.address({ id, size: 1, name: '', type: 'audio/ogg; x' }).slice(3))
  )?.type;
  expect(type).toBe('audio/ogg');

  const stranger = await SoundStore.open(folder, fakeHost().secrets);
  await expect(read(stranger, id, voice.length)).rejects.toMatchObject({ code: 'data-damaged' });
});

test.each([0, 1, 700])(
  'after a crash everything up to the last whole chunk is there (%i bytes behind it)',
  async (behind) => {
    const { sounds } = await store();
    const voice = randomBytes(5 * sealedChunkBytes);
    const writer = await writerOf(sounds);
    await writer.write(voice);
    const { id } = writer.seal;
    // The app is gone here: nothing was ended, and of the next chunk a part came to the disk.
    const path = sounds.path(id);
    await writeFile(path, Buffer.concat([await readFile(path), randomBytes(behind)]));
    const size = await sounds.repair(id);
    expect(size).toBe(voice.length);
    expect((await read(sounds, id, voice.length)).equals(voice)).toBe(true);
    expect((await stat(path)).size).toBe(sealedLength(voice.length));
    expect(await sounds.repair(id)).toBe(voice.length);
  },
);

test('a newest chunk whose bytes did not reach the disk is cut off too', async () => {
  const { sounds } = await store();
  const voice = randomBytes(3 * sealedChunkBytes);
  const writer = await writerOf(sounds);
  await writer.write(voice);
  const { id } = writer.seal;
  const file = await open(sounds.path(id), 'r+');
  await file.write(Buffer.alloc(2000), 0, 2000, sealedPosition(2));
  await file.close();
  expect(await sounds.repair(id)).toBe(2 * sealedChunkBytes);
  const expected = voice.subarray(0, 2 * sealedChunkBytes);
  expect((await read(sounds, id, expected.length)).equals(expected)).toBe(true);
  await truncate(sounds.path(id), 20);
  expect(await sounds.repair(id)).toBeNull();
});

test('a full disk loses nothing that came before, and writing goes on when there is room', async () => {
  const { sounds } = await store();
  let room = 2 * sealedChunkBytes + 1000;
  const writer = await writerOf(sounds, () => room);
  const { seal } = writer;
  const voice = randomBytes(4 * sealedChunkBytes + 10);
  await writer.write(voice.subarray(0, sealedChunkBytes));
  const rest = writer.write(voice.subarray(sealedChunkBytes));
  await expect(rest).rejects.toMatchObject({ code: 'storage-full' });
  await expect(writer.end()).rejects.toMatchObject({ code: 'storage-full' });
  room = Infinity;
  expect(await writer.end()).toBe(voice.length);
  expect((await read(sounds, seal.id, voice.length)).equals(voice)).toBe(true);
});

test('a disk that stays full keeps what is whole', async () => {
  const { sounds } = await store();
  const writer = await writerOf(sounds, () => sealedPosition(2) + 100);
  const { seal } = writer;
  const voice = randomBytes(2 * sealedChunkBytes);
  await writer.write(voice);
  await expect(writer.write(randomBytes(sealedChunkBytes))).rejects.toMatchObject({
    code: 'storage-full',
  });
  expect(await writer.endEarly()).toBe(voice.length);
  expect((await read(sounds, seal.id, voice.length)).equals(voice)).toBe(true);
});

test('what nobody knows of is deleted, and more than the disk holds is refused', async () => {
  const { sounds, folder } = await store();
  for (const id of ['sound-one', 'sound-two']) {
    const writer = await sounds.create(id);
    await writer.end();
  }
  const address = sounds.address({ id: 'sound-two', name: '', type: '', size: 0 });
  await sounds.removeOthers(new Set(['sound-one']));
  expect(await readdir(folder)).toEqual(['sound-one']);
  expect(await sounds.openFile(address.slice(3))).toBeNull();
  await expect(sounds.requireSpace(2 ** 60)).rejects.toMatchObject({ code: 'storage-full' });
  await sounds.requireSpace(0);
});
