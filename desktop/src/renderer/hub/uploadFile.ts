import { ConfabError, blobPieceBytes, blobWindowBytes } from '@confab/shared-types';
import type { HubMethod, HubParams, HubResult, WorkspaceId } from '@confab/shared-types';

export interface UploadOptions extends SendOptions {
  readonly workspace: WorkspaceId;
}

export interface SendOptions {
  /** 0..1, called as pieces leave. */
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
}

export type UploadedFile = HubResult<'files.finish'>;

export interface UploadChannel {
  request<M extends HubMethod>(method: M, params: HubParams<M>): Promise<HubResult<M>>;
  sendPiece(piece: {
    readonly transfer: string;
    readonly offset: number;
    readonly last: boolean;
    readonly bytes: Uint8Array;
  }): void;
  /** Null: the channel is gone and with it the transfer. */
  onCredit(transfer: string, listener: (upTo: number | null) => void): () => void;
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
    await sendPieces(channel, transfer, file, options);
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
    await sendPieces(channel, transfer, file, options);
  } catch (error) {
    await channel.request('imports.discard', { transfers: [transfer] });
    throw error;
  }
  return transfer;
}

/** Credited pieces: they never run ahead of the hub's disk, and typing goes first. */
async function sendPieces(
  channel: UploadChannel,
  transfer: string,
  file: File,
  { onProgress, signal }: SendOptions,
): Promise<void> {
  const credit = new Credit(signal);
  const stop = channel.onCredit(transfer, (upTo) => credit.extend(upTo));
  try {
    for (let offset = 0, last = false; !last;) {
      const end = Math.min(offset + blobPieceBytes, file.size);
      await credit.covers(end);
      const bytes = new Uint8Array(await file.slice(offset, end).arrayBuffer());
      throwIfCancelled(signal);
      last = end === file.size;
      channel.sendPiece({ transfer, offset, last, bytes });
      offset = end;
      onProgress?.(file.size === 0 ? 1 : end / file.size);
    }
  } finally {
    stop();
    credit.close();
  }
}

/** How far a transfer may go, and who waits for it to go further. */
class Credit {
  #upTo = 0;
  #lost = false;
  #wake: (() => void) | null = null;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = (): void => this.#wake?.();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
    signal?.addEventListener('abort', this.#onAbort);
  }

  extend(upTo: number | null): void {
    if (upTo === null) this.#lost = true;
    else this.#upTo = Math.max(this.#upTo, upTo);
    this.#wake?.();
  }

  async covers(end: number): Promise<void> {
    for (;;) {
      throwIfCancelled(this.#signal);
      if (this.#lost) throw new ConfabError('not-connected');
      if (end <= this.#upTo + blobWindowBytes) return;
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = null;
    }
  }

  close(): void {
    this.#signal?.removeEventListener('abort', this.#onAbort);
  }
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new ConfabError('cancelled');
}
