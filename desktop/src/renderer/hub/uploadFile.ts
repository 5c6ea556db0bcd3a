import { ConfabError, blobPieceBytes } from '@confab/shared-types';
import type { HubMethod, HubParams, HubResult, WorkspaceId } from '@confab/shared-types';
import { BlobSender, throwIfCancelled } from './BlobSender.ts';
import type { BlobChannel } from './BlobSender.ts';

export interface UploadOptions extends SendOptions {
  readonly workspace: WorkspaceId;
}

export interface SendOptions {
  /** 0..1, called as pieces leave. */
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
}

export type UploadedFile = HubResult<'files.finish'>;

export interface UploadChannel extends BlobChannel {
  request<M extends HubMethod>(method: M, params: HubParams<M>): Promise<HubResult<M>>;
}

/**
 * Sends a file to be kept. Rejects with `cancelled` after an abort, `not-connected` when the channel
 * was lost, and whatever the hub says.
 */
export async function uploadFile(
  channel: UploadChannel,
  file: File,
  { workspace, ...options }: UploadOptions,
): Promise<UploadedFile> {
  throwIfCancelled(options.signal);
  const { transfer } = await channel.request('files.begin', {
    workspace,
    name: file.name.slice(0, 255) || 'file',
    type: file.type,
    size: file.size,
  });
  try {
    await sendFile(channel, transfer, file, options);
    return await channel.request('files.finish', { transfer });
  } catch (error) {
    if (error instanceof ConfabError && error.code === 'cancelled') {
      await channel.request('files.cancel', { transfer });
    }
    throw error;
  }
}

/** Sends a file that an import or a restore will read; resolves with its transfer. */
export async function uploadForImport(
  channel: UploadChannel,
  { file, path }: { readonly file: File; readonly path: string },
  options: SendOptions,
): Promise<string> {
  throwIfCancelled(options.signal);
  const { transfer } = await channel.request('imports.upload', { path, size: file.size });
  try {
    await sendFile(channel, transfer, file, options);
  } catch (error) {
    await channel.request('imports.discard', { transfers: [transfer] });
    throw error;
  }
  return transfer;
}

/** Sends a file that the hub has begun to take in. */
export async function sendFile(
  channel: BlobChannel,
  transfer: string,
  file: File,
  { onProgress, signal }: SendOptions,
): Promise<void> {
  const sender = new BlobSender(channel, transfer, signal);
  try {
    for (let offset = 0, last = false; !last;) {
      const end = Math.min(offset + blobPieceBytes, file.size);
      last = end === file.size;
      await sender.covers(end);
      const bytes = new Uint8Array(await file.slice(offset, end).arrayBuffer());
      await sender.send(bytes, { last });
      offset = end;
      onProgress?.(file.size === 0 ? 1 : end / file.size);
    }
  } finally {
    sender.close();
  }
}
