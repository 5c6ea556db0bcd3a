import {
  ConfabError,
  encodeSyncFrame,
  syncFrameBytes,
  syncMessageLimitBytes,
} from '@confab/shared-types';
import type { SyncFrame } from '@confab/shared-types';

/** Room for a piece's own header, so that the whole frame stays within `syncFrameBytes`. */
const headerBytes = 64;
const pieceBytes = syncFrameBytes - headerBytes;
const openTransfers = 4;

/** Cuts an encoded frame that is too large into pieces, each an encoded frame of its own. */
export function* cutIntoPieces(frame: Uint8Array, transfer: number): Generator<Uint8Array> {
  for (let at = 0; at < frame.length; at += pieceBytes) {
    const end = Math.min(at + pieceBytes, frame.length);
    yield encodeSyncFrame({
      kind: 'piece',
      transfer,
      last: end === frame.length,
      bytes: frame.subarray(at, end),
    });
  }
}

/** Puts the pieces of one connection together again. */
export class PieceCollector {
  readonly #transfers = new Map<number, { parts: Uint8Array[]; bytes: number }>();

  /**
   * Returns the whole frame with its last piece, else null. Throws `message-too-large` when the
   * frame, or the frames begun at the same time, hold more than is allowed; they are forgotten then.
   */
  add(piece: Extract<SyncFrame, { kind: 'piece' }>): Uint8Array | null {
    const transfer = this.#transfers.get(piece.transfer) ?? { parts: [], bytes: 0 };
    this.#transfers.set(piece.transfer, transfer);
    transfer.bytes += piece.bytes.length;
    if (transfer.bytes > syncMessageLimitBytes || this.#transfers.size > openTransfers) {
      this.#transfers.clear();
      throw new ConfabError('message-too-large');
    }
    transfer.parts.push(piece.bytes);
    if (!piece.last) return null;
    this.#transfers.delete(piece.transfer);
    return Buffer.concat(transfer.parts);
  }
}
