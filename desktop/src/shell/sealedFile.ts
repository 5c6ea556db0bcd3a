import { createCipheriv, createDecipheriv } from 'node:crypto';
import { open } from 'node:fs/promises';
import { ConfabError } from '@confab/shared-types';

/**
 * A file that lies encrypted on the disk, in chunks that each can be read alone: the STREAM
 * construction of Hoang, Reyhanitabar, Rogaway and Vizár ("Online Authenticated-Encryption and its
 * Nonce-Reuse Misuse-Resistance", CRYPTO 2015) over AES-256-GCM. The nonce of a chunk holds its
 * number and whether it is the last one, and each file has a key of its own. So a chunk that was
 * changed, moved, left out, put behind the last one or taken from another file cannot be opened.
 *
 * On the disk: a header, then chunks of 16 KiB, then always one last chunk that is shorter or empty.
 */
export interface Seal {
  /** Of the file; authenticated with every chunk. */
  readonly id: string;
  /** Of this file alone: 32 bytes. */
  readonly key: Uint8Array<ArrayBuffer>;
}

/** What a chunk holds, but for the last one. Four seconds of speech at 32 kbit/s. */
export const sealedChunkBytes = 16 * 1024;
export const sealedHeader: Uint8Array = Buffer.from('CFSOUND1', 'latin1');
const tagBytes = 16;
const cipherBytes = sealedChunkBytes + tagBytes;
/** Chunks that are read at once. */
const readAhead = 16;

/**
 * Where a chunk stands. `end-empty` is told from `end`: a file that was cut off is closed with an
 * empty chunk, whose nonce must not be that of a last chunk that was perhaps half written before.
 */
type Place = 'within' | 'end' | 'end-empty';
const places: Readonly<Record<Place, number>> = { within: 0, end: 1, 'end-empty': 2 };

/** Length on the disk of a sealed file of `size` bytes. */
export function sealedLength(size: number): number {
  return sealedPosition(Math.floor(size / sealedChunkBytes)) + (size % sealedChunkBytes) + tagBytes;
}

/** Where a chunk begins on the disk. */
export function sealedPosition(chunk: number): number {
  return sealedHeader.length + chunk * cipherBytes;
}

/** Whole chunks that a file of that length on the disk has room for, the last one not counted. */
export function wholeChunks(length: number): number {
  return Math.max(0, Math.floor((length - sealedHeader.length) / cipherBytes));
}

/** Seals a chunk, a full one unless it is the last. */
export function sealChunk(seal: Seal, chunk: number, plain: Uint8Array): Buffer {
  const place = placeOf(plain.length);
  const cipher = createCipheriv('aes-256-gcm', seal.key, nonceOf(chunk, place));
  cipher.setAAD(contextOf(seal));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws `data-damaged` for anything but what was sealed there. */
export function openChunk(seal: Seal, chunk: number, sealed: Uint8Array): Buffer {
  const length = sealed.length - tagBytes;
  if (length < 0) throw new ConfabError('data-damaged', `chunk ${chunk} is cut off`);
  const decipher = createDecipheriv('aes-256-gcm', seal.key, nonceOf(chunk, placeOf(length)));
  decipher.setAAD(contextOf(seal));
  decipher.setAuthTag(sealed.subarray(length));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, length)), decipher.final()]);
  } catch (error) {
    throw new ConfabError('data-damaged', `chunk ${chunk} is not what was written`, {
      cause: error,
    });
  }
}

/**
 * The bytes from `start` to `end`, both counted in, of a sealed file of `size` bytes. Rejects with
 * `data-damaged` at the first chunk that is not what was written.
 */
export async function* readSealed(
  { path, size, seal }: { readonly path: string; readonly size: number; readonly seal: Seal },
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  const file = await open(path, 'r');
  try {
    const { size: length } = await file.stat();
    if (length !== sealedLength(size)) throw new ConfabError('data-damaged', 'length of a sound');
    // The last byte is only given with the proof that it is the last, be that an empty chunk.
    const last = Math.floor((end + 1 === size ? size : end) / sealedChunkBytes);
    for (let chunk = Math.floor(start / sealedChunkBytes); chunk <= last; chunk += readAhead) {
      const from = sealedPosition(chunk);
      const to = Math.min(sealedPosition(Math.min(chunk + readAhead, last + 1)), length);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(to - from), 0, to - from, from);
      for (let at = 0; at < bytesRead; at += cipherBytes) {
        const number = chunk + at / cipherBytes;
        const sealed = buffer.subarray(at, Math.min(at + cipherBytes, bytesRead));
        const offset = number * sealedChunkBytes;
        const plain = openChunk(seal, number, sealed);
        const wanted = plain.subarray(Math.max(0, start - offset), Math.max(0, end + 1 - offset));
        if (wanted.length > 0) yield wanted;
      }
    }
  } finally {
    await file.close();
  }
}

function placeOf(length: number): Place {
  if (length === sealedChunkBytes) return 'within';
  return length === 0 ? 'end-empty' : 'end';
}

/** 7 bytes that are the same because the key is not, 4 of the chunk's number, 1 of its place. */
function nonceOf(chunk: number, place: Place): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(chunk, 7);
  nonce.writeUInt8(places[place], 11);
  return nonce;
}

function contextOf({ id }: Seal): Buffer {
  return Buffer.concat([sealedHeader, Buffer.from(id, 'utf8')]);
}
