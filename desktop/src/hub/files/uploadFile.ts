import { openAsBlob } from 'node:fs';
import { ConfabError } from '@confab/shared-types';
import type { Outbound } from '../outbound/Outbound.ts';
import type { BlobStore } from './BlobStore.ts';
import type { KnownFile } from './FileIndex.ts';

export interface FileTarget {
  /** Address of the file at its server. */
  readonly address: string;
  readonly session: string;
  readonly outbound: Outbound;
  readonly blobs: BlobStore;
}

/** Larger files are sent in pieces of this size, so that a break costs one piece at most. */
export const pieceBytes = 4 * 1024 * 1024;
const pieceTimeoutMs = 2 * 60_000;

/**
 * Sends one file, going on where an earlier try ended; resolves when the server has all of it on its
 * disk. `onSent` is told how many bytes the server has taken. Rejects with ConfabErrors, `not-found`
 * when the file is not here.
 */
export async function uploadFile(
  target: FileTarget,
  file: KnownFile,
  onSent: (bytes: number) => void,
): Promise<void> {
  const { address, session, outbound, blobs } = target;
  if (await isThere(target)) return;
  if ((await blobs.size(file.workspace, file.hash)) !== file.size) {
    throw new ConfabError('not-found', file.hash);
  }
  const blob = await openAsBlob(blobs.path(file.workspace, file.hash), { type: file.type });
  if (blob.size <= pieceBytes) {
    const common = { method: 'PUT', session, timeoutMs: pieceTimeoutMs } as const;
    await outbound.send({ ...common, url: address, body: blob });
    return;
  }
  let offset = await offsetOf(target);
  onSent(offset);
  do {
    const response = await outbound.send({
      method: 'PATCH',
      url: `${address}/upload`,
      session,
      headers: {
        'content-type': file.type,
        'upload-offset': String(offset),
        'upload-length': String(blob.size),
      },
      body: blob.slice(offset, offset + pieceBytes),
      timeoutMs: pieceTimeoutMs,
    });
    if (response.status === 201) return;
    offset = readOffset(response);
    onSent(offset);
  } while (offset <= blob.size);
  throw new ConfabError('malformed-message', 'upload-offset');
}

/**
 * Whether the server has a file already: somebody else's upload, or one whose answer was lost. A guest
 * may not know of a file before their page refers to it: then whether they may send it is what counts.
 */
async function isThere({ address, session, outbound }: FileTarget): Promise<boolean> {
  try {
    await outbound.send({ method: 'HEAD', url: address, session });
    return true;
  } catch (error) {
    const { code } = error instanceof ConfabError ? error : { code: null };
    if (code === 'not-found' || code === 'no-permission') return false;
    throw error;
  }
}

/** How much of a file an earlier try has brought to the server. */
async function offsetOf({ address, session, outbound }: FileTarget): Promise<number> {
  return readOffset(await outbound.send({ method: 'HEAD', url: `${address}/upload`, session }));
}

function readOffset(response: Response): number {
  const offset = Number(response.headers.get('upload-offset') ?? Number.NaN);
  if (!Number.isSafeInteger(offset) || offset < 0) {
    throw new ConfabError('malformed-message', 'upload-offset');
  }
  return offset;
}
