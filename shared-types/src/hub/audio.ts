import { z } from 'zod';
import { accountIdSchema } from '../ids.ts';

/** Sound of a call or recording that this profile kept because the person asked for it. */
export const keptAudioSchema = z.object({
  id: z.string().min(1).max(100),
  /** Whose voice alone it is; null: everybody's in the recording. */
  speaker: accountIdSchema.nullable(),
  /** When its first sample was, on the clock of the transcript. */
  startedAt: z.number(),
  type: z.string().max(127),
  sizeBytes: z.number().int().nonnegative(),
  /** Where this window can load it, by ranges. */
  address: z.string(),
});
export type KeptAudio = z.infer<typeof keptAudioSchema>;
