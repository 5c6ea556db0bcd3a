import { z } from 'zod';
import { idSchema, pageIdSchema, workspaceIdSchema } from '../ids.ts';
import { noteSchema } from '../transcripts.ts';

/** A note at a moment of a call that only its writer's profile has. */
export const privateNoteSchema = noteSchema.omit({ by: true }).extend({
  id: idSchema,
  /** Milliseconds since the epoch when it was last written. */
  writtenAt: z.number(),
});
export type PrivateNote = z.infer<typeof privateNoteSchema>;

/** What goes on about the summary of a page of minutes. */
export const minutesStateSchema = z.object({
  workspace: workspaceIdSchema,
  page: pageIdSchema,
  /** `elsewhere`: another device has the lease of this call's minutes. */
  state: z.enum(['idle', 'writing', 'elsewhere']),
  /** Parts of the transcript that a model has read, while writing; `total` 0: it cannot be told. */
  done: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
});
export type MinutesState = z.infer<typeof minutesStateSchema>;

/** Where the person has summaries made; the transcript is sent there, and this is said. */
export const summaryEndpointSchema = z.object({
  /** Base address of an OpenAI-compatible API, such as `http://localhost:11434/v1`. */
  url: z.url({ protocol: /^https?$/ }).max(500),
  model: z.string().trim().min(1).max(200),
});
export type SummaryEndpoint = z.infer<typeof summaryEndpointSchema>;

export const summaryKeySchema = z.object({
  set: z.boolean(),
  /** `file` and `basic_text` are said to the person. */
  protection: z.enum(['os', 'basic_text', 'file']),
});
export type SummaryKey = z.infer<typeof summaryKeySchema>;
