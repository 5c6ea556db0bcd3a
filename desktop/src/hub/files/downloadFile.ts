import { ConfabError } from '@confab/shared-types';
import type { FileHash, WorkspaceId } from '@confab/shared-types';
import type { FileIndex } from './FileIndex.ts';
import type { IncomingBlob } from './IncomingBlob.ts';
import type { FileTarget } from './uploadFile.ts';

const downloadTimeoutMs = 10 * 60_000;

/** Gets one file, going on where an earlier try ended; resolves when it is on the disk. */
export async function downloadFile(
  target: FileTarget & { readonly index: FileIndex },
  { workspace, hash }: { readonly workspace: WorkspaceId; readonly hash: FileHash },
): Promise<void> {
  const { blobs, index } = target;
  const incoming = await blobs.resume(workspace, hash);
  let type: string;
  try {
    type = await receive(target, incoming);
  } catch (error) {
    const worthKeeping = incoming.size > 0 && isUnreachable(error);
    await (worthKeeping ? incoming.pause() : incoming.cancel());
    throw error;
  }
  const { size } = await incoming.finish(hash);
  index.add({ workspace, hash, name: '', type, size }, true);
}

/** Writes what is missing; answers the media type. */
async function receive(target: FileTarget, incoming: IncomingBlob): Promise<string> {
  const response = await request(target, incoming.size);
  if (response.status !== 206 && incoming.size > 0) await incoming.restart();
  try {
    for await (const bytes of response.body ?? []) await incoming.write(bytes);
  } catch (error) {
    if (error instanceof ConfabError) throw error;
    throw new ConfabError('server-unreachable', 'the connection broke', { cause: error });
  }
  return response.headers.get('content-type') ?? 'application/octet-stream';
}

async function request(target: FileTarget, from: number): Promise<Response> {
  const { address, session, outbound } = target;
  const whole = { method: 'GET', url: address, session, timeoutMs: downloadTimeoutMs } as const;
  if (from === 0) return await outbound.send(whole);
  try {
    return await outbound.send({ ...whole, headers: { range: `bytes=${from}-` } });
  } catch (error) {
    // Nothing lies behind what is here: only its last step was missing, or it is another file's.
    if (error instanceof ConfabError && error.detail === 'HTTP status 416') {
      return await outbound.send(whole);
    }
    throw error;
  }
}

function isUnreachable(error: unknown): boolean {
  return error instanceof ConfabError && error.code === 'server-unreachable';
}
