import { ConfabError, blobPieceBytes, blobWindowBytes } from '@confab/shared-types';

export interface BlobChannel {
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
 * Sends a blob in credited pieces: they never run ahead of the hub's disk, and typing goes first.
 * Waiting rejects with `cancelled` after an abort and `not-connected` when the channel was lost.
 */
export class BlobSender {
  readonly #channel: BlobChannel;
  readonly #transfer: string;
  readonly #signal: AbortSignal | undefined;
  readonly #stop: () => void;
  readonly #onAbort = (): void => this.#wake?.();
  #offset = 0;
  #upTo = 0;
  #lost = false;
  #wake: (() => void) | null = null;

  constructor(channel: BlobChannel, transfer: string, signal?: AbortSignal) {
    this.#channel = channel;
    this.#transfer = transfer;
    this.#signal = signal;
    this.#stop = channel.onCredit(transfer, (upTo) => this.#extend(upTo));
    signal?.addEventListener('abort', this.#onAbort);
  }

  /** Bytes that have left. */
  get sentBytes(): number {
    return this.#offset;
  }

  /** Sends what follows, when it may; `last` ends the transfer, also with nothing in it. */
  async send(bytes: Uint8Array, options: { readonly last?: boolean } = {}): Promise<void> {
    let from = 0;
    do {
      const piece = bytes.subarray(from, from + blobPieceBytes);
      from += piece.length;
      await this.covers(this.#offset + piece.length);
      const last = options.last === true && from === bytes.length;
      this.#channel.sendPiece({
        transfer: this.#transfer,
        offset: this.#offset,
        last,
        bytes: piece,
      });
      this.#offset += piece.length;
    } while (from < bytes.length);
  }

  /** Waits until the hub lets the transfer go this far. */
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
    this.#stop();
    this.#signal?.removeEventListener('abort', this.#onAbort);
  }

  #extend(upTo: number | null): void {
    if (upTo === null) this.#lost = true;
    else this.#upTo = Math.max(this.#upTo, upTo);
    this.#wake?.();
  }
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new ConfabError('cancelled');
}
