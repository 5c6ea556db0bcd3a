import { docKeySchema } from '../ids.ts';
import type { DocKey } from '../ids.ts';
import { errorCodeSchema } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import { accessSchema } from '../roles.ts';
import type { Access } from '../roles.ts';
import { FrameError, FrameReader, FrameWriter } from '../wire.ts';

/**
 * Binary frames of `/sync`. One WebSocket carries all of a hub's documents. Who sends it is in the
 * comment: C the hub, S the server.
 */
export type SyncFrame =
  /** C: what I hold of this document; asks to follow it from now on. */
  | { readonly kind: 'open'; readonly doc: DocKey; readonly stateVector: Uint8Array }
  /** S: what you miss, what I hold, the last committed `seq`, and what you may do. */
  | {
      readonly kind: 'opened';
      readonly doc: DocKey;
      readonly seq: number;
      readonly access: Access;
      readonly update: Uint8Array;
      readonly stateVector: Uint8Array;
    }
  /** C: edits. `batch` counts up over the life of the hub's log and is echoed in the answer. */
  | {
      readonly kind: 'edit';
      readonly doc: DocKey;
      readonly batch: number;
      readonly update: Uint8Array;
    }
  /**
   * S: the batch is committed on the server's disk as `seq`: the only meaning of *Synced*. 0: it
   * brought nothing new, and all of it was there already.
   */
  | {
      readonly kind: 'ack';
      readonly doc: DocKey;
      readonly batch: number;
      readonly seq: number;
    }
  /** S: not taken. `resync-needed` means: send `open` again and then all that I miss. */
  | {
      readonly kind: 'refused';
      readonly doc: DocKey;
      readonly batch: number;
      readonly code: ErrorCode;
    }
  /** S: somebody else's committed edits. A gap in `seq` is closed by a new `open`. */
  | {
      readonly kind: 'edits';
      readonly doc: DocKey;
      readonly seq: number;
      readonly update: Uint8Array;
    }
  /** C: no longer interested. */
  | { readonly kind: 'close'; readonly doc: DocKey }
  /** S: what you may do has changed; `none` also closes the document. */
  | { readonly kind: 'access'; readonly doc: DocKey; readonly access: Access }
  /** Both: cursors and presence, y-protocols/awareness encoding; never stored. */
  | { readonly kind: 'awareness'; readonly doc: DocKey; readonly update: Uint8Array }
  /** Both: a piece of a frame larger than `syncFrameBytes`; `last` completes it. */
  | {
      readonly kind: 'piece';
      readonly transfer: number;
      readonly last: boolean;
      readonly bytes: Uint8Array;
    };

export type SyncFrameKind = SyncFrame['kind'];

/** Larger frames travel as `piece`s of at most this many bytes. */
export const syncFrameBytes = 8 * 1024 * 1024;
/** A reassembled frame larger than this is abuse: a page stops growing at 20 MiB in the hub. */
export const syncMessageLimitBytes = 64 * 1024 * 1024;

const kinds: readonly SyncFrameKind[] = [
  'open',
  'opened',
  'edit',
  'ack',
  'refused',
  'edits',
  'close',
  'access',
  'awareness',
  'piece',
];

export function encodeSyncFrame(frame: SyncFrame): Uint8Array {
  const out = new FrameWriter().uint(kinds.indexOf(frame.kind));
  if (frame.kind === 'piece') {
    return out
      .uint(frame.transfer)
      .uint(frame.last ? 1 : 0)
      .bytes(frame.bytes)
      .finish();
  }
  out.string(frame.doc);
  switch (frame.kind) {
    case 'open':
      return out.bytes(frame.stateVector).finish();
    case 'opened':
      return out
        .uint(frame.seq)
        .string(frame.access)
        .bytes(frame.update)
        .bytes(frame.stateVector)
        .finish();
    case 'edit':
      return out.uint(frame.batch).bytes(frame.update).finish();
    case 'ack':
      return out.uint(frame.batch).uint(frame.seq).finish();
    case 'refused':
      return out.uint(frame.batch).string(frame.code).finish();
    case 'edits':
      return out.uint(frame.seq).bytes(frame.update).finish();
    case 'close':
      return out.finish();
    case 'access':
      return out.string(frame.access).finish();
    case 'awareness':
      return out.bytes(frame.update).finish();
  }
}

/** Throws `FrameError` (or a ZodError for a field of the wrong form) on anything malformed. */
export function decodeSyncFrame(bytes: Uint8Array): SyncFrame {
  const input = new FrameReader(bytes);
  const kind = kinds[input.uint()];
  if (kind === undefined) throw new FrameError('unknown kind of frame');
  const frame = readFields(kind, input);
  input.end();
  return frame;
}

function readFields(kind: SyncFrameKind, input: FrameReader): SyncFrame {
  if (kind === 'piece') {
    return { kind, transfer: input.uint(), last: input.uint() === 1, bytes: input.bytes() };
  }
  const doc = docKeySchema.parse(input.string());
  switch (kind) {
    case 'open':
      return { kind, doc, stateVector: input.bytes() };
    case 'opened':
      return {
        kind,
        doc,
        seq: input.uint(),
        access: accessSchema.parse(input.string()),
        update: input.bytes(),
        stateVector: input.bytes(),
      };
    case 'edit':
      return { kind, doc, batch: input.uint(), update: input.bytes() };
    case 'ack':
      return { kind, doc, batch: input.uint(), seq: input.uint() };
    case 'refused':
      return { kind, doc, batch: input.uint(), code: errorCodeSchema.parse(input.string()) };
    case 'edits':
      return { kind, doc, seq: input.uint(), update: input.bytes() };
    case 'close':
      return { kind, doc };
    case 'access':
      return { kind, doc, access: accessSchema.parse(input.string()) };
    case 'awareness':
      return { kind, doc, update: input.bytes() };
  }
}
