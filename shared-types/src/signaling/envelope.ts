import { z } from 'zod';
import { wireErrorSchema } from '../errors.ts';

/** Requests, replies and events of `/signaling`; JSON text. A message is at most 64 KiB. */
export const signalingMessageLimitBytes = 64 * 1024;

export const signalingRequestEnvelopeSchema = z.object({
  v: z.literal(1),
  id: z.number().int().nonnegative(),
  /** Idempotency: a repeat of a key gets the first answer again and does nothing twice. */
  key: z.string().max(64).optional(),
  type: z.string().max(64),
  data: z.unknown(),
});

export const signalingReplySchema = z.union([
  z.object({ v: z.literal(1), id: z.number().int(), ok: z.unknown() }),
  z.object({ v: z.literal(1), id: z.number().int().nullable(), error: wireErrorSchema }),
]);

/** `seq` counts up within a session; a resume names the last one seen and gets the rest. */
export const signalingEventEnvelopeSchema = z.object({
  v: z.literal(1),
  seq: z.number().int().positive(),
  type: z.string().max(64),
  data: z.unknown(),
});
export type SignalingEventEnvelope = z.infer<typeof signalingEventEnvelopeSchema>;
