import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readHubFile } from './readHubFile.ts';
import {
  sealChunk,
  sealedChunkBytes,
  sealedHeader,
  sealedLength,
  sealedPosition,
} from './sealedFile.ts';
import type { Seal } from './sealedFile.ts';

const seal = (id = 'sound-one'): Seal => ({ id, key: new Uint8Array(randomBytes(32)) });

function sealAll(bytes: Buffer, with_: Seal): Buffer {
  const count = Math.floor(bytes.length / sealedChunkBytes) + 1;
  const chunks = Array.from({ length: count }, (_, chunk) => {
    const from = chunk * sealedChunkBytes;
    return sealChunk(with_, chunk, bytes.subarray(from, from + sealedChunkBytes));
  });
  return Buffer.concat([sealedHeader, ...chunks]);
}

async function onDisk(bytes: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'confab-sealed-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'file');
  await writeFile(path, bytes);
  return path;
}

const sizes = [1, sealedChunkBytes - 1, sealedChunkBytes, sealedChunkBytes + 1, 400_000];

test.each(sizes)('%i bytes are the same when they are opened, and cannot be seen', async (size) => {
  const plain = randomBytes(size);
  const key = seal();
  const sealed = sealAll(plain, key);
  expect(sealed.length).toBe(sealedLength(size));
  if (size > 16) expect(sealed.includes(plain.subarray(0, 16))).toBe(false);
  const file = { path: await onDisk(sealed), size, seal: key };
  expect((await buffer(readHubFile(file, 0, size - 1))).equals(plain)).toBe(true);
});

test('any range is read alone', async () => {
  const plain = randomBytes(40 * sealedChunkBytes + 77);
  const key = seal();
  const file = { path: await onDisk(sealAll(plain, key)), size: plain.length, seal: key };
  const edges = [0, 1, sealedChunkBytes - 1, sealedChunkBytes, 17 * sealedChunkBytes + 5];
  for (const start of [...edges, plain.length - 1]) {
    for (const length of [1, 100, sealedChunkBytes, 20 * sealedChunkBytes]) {
      const end = Math.min(start + length, plain.length) - 1;
      const read = await buffer(readHubFile(file, start, end));
      expect([start, end, read.equals(plain.subarray(start, end + 1))]).toEqual([start, end, true]);
    }
  }
});

describe('is not opened when', () => {
  const size = 3 * sealedChunkBytes + 100;
  const plain = randomBytes(size);
  const key = seal();
  const sealed = sealAll(plain, key);
  const chunk = (from: Buffer, index: number): Buffer =>
    from.subarray(sealedPosition(index), Math.min(sealedPosition(index + 1), from.length));

  async function opening(bytes: Buffer, claimed = size, with_ = key): Promise<Buffer> {
    const file = { path: await onDisk(bytes), size: claimed, seal: with_ };
    return await buffer(readHubFile(file, 0, claimed - 1));
  }

  test.each<[string, () => Promise<Buffer>]>([
    [
      'a bit is another',
      () => {
        const changed = Buffer.from(sealed);
        changed[sealedPosition(1) + 5] = (changed[sealedPosition(1) + 5] ?? 0) ^ 1;
        return opening(changed);
      },
    ],
    [
      'two chunks changed places',
      () => {
        const order = [0, 2, 1, 3].map((index) => chunk(sealed, index));
        return opening(Buffer.concat([sealedHeader, ...order]));
      },
    ],
    ['its end is missing', () => opening(sealed.subarray(0, sealedPosition(2)))],
    [
      'it is cut off at a chunk and its size with it',
      () => {
        const cut = sealed.subarray(0, sealedPosition(2) + 16);
        return opening(cut, 2 * sealedChunkBytes);
      },
    ],
    [
      'a whole chunk is said to be the last',
      () => {
        const cut = sealed.subarray(0, sealedPosition(1) + 16 + 100);
        return opening(cut, sealedChunkBytes + 100);
      },
    ],
    [
      'a chunk is of another file',
      () => {
        const other = sealAll(plain, { ...key, id: 'sound-two' });
        const mixed = [chunk(sealed, 0), chunk(other, 1), chunk(sealed, 2), chunk(sealed, 3)];
        return opening(Buffer.concat([sealedHeader, ...mixed]));
      },
    ],
    ['the key is another', () => opening(sealed, size, seal())],
  ])('%s', async (_, open) => {
    await expect(open()).rejects.toMatchObject({ code: 'data-damaged' });
  });
});
