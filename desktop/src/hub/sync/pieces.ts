import {
  ConfabError,
  encodeSyncFrame,
  syncFrameBytes,
  syncMessageLimitBytes,
} from '@confab/shared-types';

/** Cuts an encoded frame that is too large for one message. `transfer` tells its pieces apart. */
export function* inPieces(frame: Uint8Array, transfer: number): Generator<Uint8Array> {
  if (frame.length <= syncFrameBytes) {
    yield frame;
    return;
  }
  for (let start = 0; start < frame.length; start += syncFrameBytes) {
    const bytes = frame.subarray(start, start + syncFrameBytes);
    const last = start + syncFrameBytes >= frame.length;
    yield encodeSyncFrame({ kind: 'piece', transfer, last, bytes });
  }
}

/** Puts frames together that came in pieces. */
export class PieceCollector {
  readonly #transfers = new Map<number, Uint8Array[]>();
  #bytes = 0;

  /** The whole frame after its last piece, else null. Throws `message-too-large`. */
  add(transfer: number, bytes: Uint8Array, last: boolean): Uint8Array | null {
    const pieces = this.#transfers.get(transfer) ?? [];
    this.#transfers.set(transfer, pieces);
    pieces.push(bytes);
    this.#bytes += bytes.length;
    if (this.#bytes > syncMessageLimitBytes) throw new ConfabError('message-too-large');
    if (!last) return null;
    this.#transfers.delete(transfer);
    const frame = new Uint8Array(Buffer.concat(pieces));
    this.#bytes -= frame.length;
    return frame;
  }
}
