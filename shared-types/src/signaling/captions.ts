import { z } from 'zod';
import { trackIdSchema } from './room.ts';

/** Payload of `sendData` with topic `caption`: what a speaker's own machine heard. */
export const captionSchema = z.object({
  /** Speaker, track and first sample: a repeat is the same line. */
  utterance: z.string().max(160),
  track: trackIdSchema,
  text: z.string().max(2000),
  final: z.boolean(),
  /** Milliseconds since the epoch on the media server's clock. */
  startedAt: z.number(),
  endedAt: z.number(),
});
export type Caption = z.infer<typeof captionSchema>;
export const captionTopic = 'caption';
