import { accessReasonSchema, accessSchema } from '../roles.ts';
import type { Access, AccessReason } from '../roles.ts';
import { docKeySchema } from '../ids.ts';
import type { DocKey } from '../ids.ts';
import { FrameError, FrameReader, FrameWriter } from '../wire.ts';
import { errorCodeSchema } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';

/**
 * Frames of the duplex channel between a renderer and its hub. Every frame is one byte of kind and
 * its fields; `rpc` is JSON text (see rpc.ts), the rest is binary. Both directions use one set.
 */
export type ChannelFrame =
  | { readonly kind: 'rpc'; readonly json: string }
  /** Renderer asks to follow a document; `stateVector` is what it already holds. */
  | { readonly kind: 'subscribe'; readonly doc: DocKey; readonly stateVector: Uint8Array }
  /** Hub's answer: what the renderer misses, what the hub holds, and whether it may write. */
  | {
      readonly kind: 'subscribed';
      readonly doc: DocKey;
      readonly update: Uint8Array;
      readonly stateVector: Uint8Array;
      readonly access: Access;
      /** Why it may not be written; null when it may. */
      readonly reason: AccessReason | null;
    }
  | { readonly kind: 'unsubscribe'; readonly doc: DocKey }
  /** `batch` counts up in each renderer and document; the hub's own updates carry batch 0. */
  | {
      readonly kind: 'update';
      readonly doc: DocKey;
      readonly batch: number;
      readonly update: Uint8Array;
    }
  /** Every batch up to this one is on disk. Never sent earlier. */
  | { readonly kind: 'saved'; readonly doc: DocKey; readonly batch: number }
  /** The batch was not taken and is not on disk. */
  | {
      readonly kind: 'refused';
      readonly doc: DocKey;
      readonly batch: number;
      readonly code: ErrorCode;
    }
  | {
      readonly kind: 'access';
      readonly doc: DocKey;
      readonly access: Access;
      readonly reason: AccessReason | null;
    }
  | { readonly kind: 'awareness'; readonly doc: DocKey; readonly update: Uint8Array }
  /** Mono 16 kHz samples in -1..1; `firstSample` counts from the start of the stream. */
  | {
      readonly kind: 'audio';
      readonly stream: string;
      readonly firstSample: number;
      readonly samples: Float32Array;
    }
  /** A piece of a file, at most `blobPieceBytes`; `last` closes the transfer. */
  | {
      readonly kind: 'blob';
      readonly transfer: string;
      readonly offset: number;
      readonly last: boolean;
      readonly bytes: Uint8Array;
    }
  /** The receiver of a blob lets the sender go on up to `upTo` bytes. */
  | { readonly kind: 'credit'; readonly transfer: string; readonly upTo: number }
  /** Hub: it threw its copy of the document away; drop yours and subscribe with a fresh one. */
  | { readonly kind: 'reset'; readonly doc: DocKey };

export type ChannelFrameKind = ChannelFrame['kind'];

export const blobPieceBytes = 64 * 1024;
/** How far a sender of a blob may run ahead of the last credit. */
export const blobWindowBytes = 8 * blobPieceBytes;
/** A frame larger than this is refused by both ends; a page is at most 20 MiB. */
export const channelFrameLimitBytes = 32 * 1024 * 1024;

const kinds: readonly ChannelFrameKind[] = [
  'rpc',
  'subscribe',
  'subscribed',
  'unsubscribe',
  'update',
  'saved',
  'refused',
  'access',
  'awareness',
  'audio',
  'blob',
  'credit',
  'reset',
];

export function encodeChannelFrame(frame: ChannelFrame): Uint8Array {
  const out = new FrameWriter().uint(kinds.indexOf(frame.kind));
  switch (frame.kind) {
    case 'rpc':
      return out.string(frame.json).finish();
    case 'subscribe':
      return out.string(frame.doc).bytes(frame.stateVector).finish();
    case 'subscribed':
      return out
        .string(frame.doc)
        .bytes(frame.update)
        .bytes(frame.stateVector)
        .string(frame.access)
        .string(frame.reason ?? '')
        .finish();
    case 'unsubscribe':
      return out.string(frame.doc).finish();
    case 'update':
      return out.string(frame.doc).uint(frame.batch).bytes(frame.update).finish();
    case 'saved':
      return out.string(frame.doc).uint(frame.batch).finish();
    case 'refused':
      return out.string(frame.doc).uint(frame.batch).string(frame.code).finish();
    case 'access':
      return out
        .string(frame.doc)
        .string(frame.access)
        .string(frame.reason ?? '')
        .finish();
    case 'awareness':
      return out.string(frame.doc).bytes(frame.update).finish();
    case 'audio':
      return out
        .string(frame.stream)
        .uint(frame.firstSample)
        .bytes(pcmBytes(frame.samples))
        .finish();
    case 'blob':
      return out
        .string(frame.transfer)
        .uint(frame.offset)
        .uint(frame.last ? 1 : 0)
        .bytes(frame.bytes)
        .finish();
    case 'credit':
      return out.string(frame.transfer).uint(frame.upTo).finish();
    case 'reset':
      return out.string(frame.doc).finish();
  }
}

/** Throws `FrameError` (or a ZodError for a field of the wrong form) on anything malformed. */
export function decodeChannelFrame(bytes: Uint8Array): ChannelFrame {
  const input = new FrameReader(bytes);
  const kind = kinds[input.uint()];
  if (kind === undefined) throw new FrameError('unknown kind of frame');
  const frame = readFields(kind, input);
  input.end();
  return frame;
}

function readFields(kind: ChannelFrameKind, input: FrameReader): ChannelFrame {
  switch (kind) {
    case 'rpc':
      return { kind, json: input.string() };
    case 'subscribe':
      return { kind, doc: readDoc(input), stateVector: input.bytes() };
    case 'subscribed':
      return {
        kind,
        doc: readDoc(input),
        update: input.bytes(),
        stateVector: input.bytes(),
        access: accessSchema.parse(input.string()),
        reason: readReason(input),
      };
    case 'unsubscribe':
      return { kind, doc: readDoc(input) };
    case 'update':
      return { kind, doc: readDoc(input), batch: input.uint(), update: input.bytes() };
    case 'saved':
      return { kind, doc: readDoc(input), batch: input.uint() };
    case 'refused':
      return {
        kind,
        doc: readDoc(input),
        batch: input.uint(),
        code: errorCodeSchema.parse(input.string()),
      };
    case 'access':
      return {
        kind,
        doc: readDoc(input),
        access: accessSchema.parse(input.string()),
        reason: readReason(input),
      };
    case 'awareness':
      return { kind, doc: readDoc(input), update: input.bytes() };
    case 'audio':
      return {
        kind,
        stream: input.string(),
        firstSample: input.uint(),
        samples: pcmSamples(input.bytes()),
      };
    case 'blob':
      return {
        kind,
        transfer: input.string(),
        offset: input.uint(),
        last: input.uint() === 1,
        bytes: input.bytes(),
      };
    case 'credit':
      return { kind, transfer: input.string(), upTo: input.uint() };
    case 'reset':
      return { kind, doc: readDoc(input) };
  }
}

function readDoc(input: FrameReader): DocKey {
  return docKeySchema.parse(input.string());
}

function readReason(input: FrameReader): AccessReason | null {
  const reason = input.string();
  return reason === '' ? null : accessReasonSchema.parse(reason);
}

function pcmBytes(samples: Float32Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

function pcmSamples(bytes: Uint8Array): Float32Array {
  if (bytes.length % 4 !== 0) throw new FrameError('audio is not whole samples');
  // A copy of its own: samples must be aligned, and the `slice` of a Node Buffer would be a view.
  return new Float32Array(new Uint8Array(bytes).buffer);
}
