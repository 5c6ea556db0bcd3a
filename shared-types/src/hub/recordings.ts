import { z } from 'zod';
import { errorCodeSchema } from '../errors.ts';
import { callIdSchema, pageIdSchema, workspaceIdSchema } from '../ids.ts';

/** A recording that is turned into a page of minutes; its file stays in this profile. */
export const recordingSchema = z.object({
  /** In the place of a call's id in the names of its documents. */
  id: callIdSchema,
  workspace: workspaceIdSchema,
  page: pageIdSchema,
  fileName: z.string().max(255),
  type: z.string().max(127),
  sizeBytes: z.number().int().nonnegative(),
  /** Null until it was looked at. */
  durationMs: z.number().nonnegative().nullable(),
  /** How far the words are on disk. */
  transcribedMs: z.number().nonnegative(),
  state: z.discriminatedUnion('name', [
    z.object({ name: z.literal('receiving') }),
    /** No window decodes it: it goes on when one is open. */
    z.object({ name: z.literal('waiting') }),
    z.object({ name: z.literal('running') }),
    z.object({ name: z.literal('paused') }),
    z.object({ name: z.literal('done') }),
    z.object({
      name: z.literal('failed'),
      code: errorCodeSchema,
      detail: z.string().max(500).optional(),
    }),
  ]),
});
export type Recording = z.infer<typeof recordingSchema>;
