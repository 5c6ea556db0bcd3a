import { z } from 'zod';

/** A speech model this profile holds. `id` is its folder's name under the profile's `models/`. */
export const speechModelSchema = z.object({
  id: z.string().min(1).max(200),
  name: z.string().max(200),
  sizeBytes: z.number().int().nonnegative(),
  languages: z.array(z.string().max(16)),
});
export type SpeechModel = z.infer<typeof speechModelSchema>;

/** What the person sees of the transcriber. */
export const speechStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('idle') }),
  z.object({ state: z.literal('no-model') }),
  z.object({ state: z.literal('loading') }),
  z.object({ state: z.literal('running'), behindMs: z.number().nonnegative() }),
  /** The process died and was started again; audio since the last line is sent once more. */
  z.object({ state: z.literal('restarting') }),
  z.object({ state: z.literal('failed'), code: z.string(), detail: z.string().optional() }),
]);
export type SpeechState = z.infer<typeof speechStateSchema>;
