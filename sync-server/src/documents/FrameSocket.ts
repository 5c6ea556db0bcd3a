import {
  ConfabError,
  decodeSyncFrame,
  encodeSyncFrame,
  FrameError,
  syncFrameBytes,
} from '@confab/shared-types';
import type { SyncFrame, SyncReply } from '@confab/shared-types';
import type { ClientSocket } from '../connections/ClientSocket.ts';
import { encodeMessage } from '../connections/encodeMessage.ts';
import type { CommittedEdit } from './Documents.ts';
import { cutIntoPieces, PieceCollector } from './pieces.ts';

/** A frame's own fields on top of what it carries. */
const frameOverheadBytes = 1024;

/** Speaks `/sync`'s frames over a socket; what is too large for one frame travels in pieces. */
export class FrameSocket {
  readonly #socket: ClientSocket;
  readonly #pieces = new PieceCollector();
  #transfers = 0;

  constructor(socket: ClientSocket) {
    this.#socket = socket;
  }

  reply(reply: SyncReply): void {
    this.#socket.sendJson(reply);
  }

  send(frame: SyncFrame): void {
    this.#sendEncoded(encodeSyncFrame(frame));
  }

  sendEdit(edit: CommittedEdit): void {
    const { bytes, message } = encodeEdit(edit);
    if (message === null) this.#sendEncoded(bytes);
    else this.#socket.sendEncoded(message);
  }

  /**
   * The frame in a binary message; null while a frame in pieces is not complete. Throws
   * `message-too-large`, `malformed-message`, or a ZodError for a field of the wrong form.
   */
  receive(data: Uint8Array): SyncFrame | null {
    if (data.length > syncFrameBytes + frameOverheadBytes) {
      throw new ConfabError('message-too-large');
    }
    const frame = decode(data);
    if (frame.kind !== 'piece') return frame;
    const whole = this.#pieces.add(frame);
    return whole === null ? null : decode(whole);
  }

  #sendEncoded(bytes: Uint8Array): void {
    if (bytes.length <= syncFrameBytes) {
      this.#socket.send(bytes);
      return;
    }
    this.#transfers += 1;
    this.#socket.sendParts(cutIntoPieces(bytes, this.#transfers));
  }
}

interface EncodedEdit {
  readonly bytes: Uint8Array;
  /** Null when it is too large for one message. */
  readonly message: Buffer | null;
}

const encodedEdits = new WeakMap<CommittedEdit, EncodedEdit>();

/** An edit goes to many connections in the same bytes: they are made once. */
function encodeEdit(edit: CommittedEdit): EncodedEdit {
  const known = encodedEdits.get(edit);
  if (known !== undefined) return known;
  const bytes = encodeSyncFrame({ kind: 'edits', ...edit });
  const whole = bytes.length <= syncFrameBytes;
  const encoded = { bytes, message: whole ? encodeMessage(bytes) : null };
  encodedEdits.set(edit, encoded);
  return encoded;
}

function decode(bytes: Uint8Array): SyncFrame {
  try {
    return decodeSyncFrame(bytes);
  } catch (error) {
    // A TypeError is the text decoder's word for bytes that are not UTF-8.
    if (!(error instanceof FrameError) && !(error instanceof TypeError)) throw error;
    throw new ConfabError('malformed-message', error.message, { cause: error });
  }
}
