import { z } from 'zod';
import { accountIdSchema } from '../ids.ts';
import { trackIdSchema } from './room.ts';

/** Payload of `sendData` with topic `caption`: what a speaker's own machine heard, or a volunteer's. */
export const captionSchema = z.object({
  /** Speaker, track and first sample: a repeat is the same line. */
  utterance: z.string().max(160),
  track: trackIdSchema,
  /** Whose words a volunteer took down, to be shown only with their consent; absent: the sender's. */
  speaker: accountIdSchema.optional(),
  text: z.string().max(2000),
  final: z.boolean(),
  /** Milliseconds since the epoch on the media server's clock. */
  startedAt: z.number(),
  endedAt: z.number(),
});
export type Caption = z.infer<typeof captionSchema>;
export const captionTopic = 'caption';
