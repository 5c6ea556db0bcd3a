import { z } from 'zod';
import { errorCodeSchema } from '../errors.ts';
import { callIdSchema, pageIdSchema, workspaceIdSchema } from '../ids.ts';
import { spokenLanguageSchema } from '../transcription/messages.ts';

/** A recording may be hours of video. */
export const recordingLimitBytes = 16 * 1024 ** 3;

/** A file with speech that is turned into a page of minutes; the file itself stays in this profile. */
export const recordingSchema = z.object({
  /** In the place of a call's id in the names of its documents; see {@link recordingIdPrefix}. */
  id: callIdSchema,
  workspace: workspaceIdSchema,
  page: pageIdSchema,
  fileName: z.string().max(255),
  type: z.string().max(127),
  sizeBytes: z.number().int().nonnegative(),
  language: spokenLanguageSchema,
  /** Whether the sound is kept, as Opus and encrypted, once the words are there. */
  keepAudio: z.boolean(),
  /** Null until it was looked at. */
  durationMs: z.number().nonnegative().nullable(),
  /** How far the words are on disk. */
  transcribedMs: z.number().nonnegative(),
  state: z.discriminatedUnion('name', [
    z.object({ name: z.literal('receiving'), receivedBytes: z.number().int().nonnegative() }),
    /** Another one is before it, or no window is open that could decode it. */
    z.object({ name: z.literal('waiting') }),
    z.object({ name: z.literal('running') }),
    z.object({ name: z.literal('paused') }),
    /** All words are there; the sound is being made smaller to be kept. */
    z.object({ name: z.literal('keeping') }),
    z.object({ name: z.literal('done') }),
    /** What was transcribed until then stays on the page; the file is gone. */
    z.object({ name: z.literal('cancelled') }),
    /** What was transcribed until then stays; `recordings.resume` tries again. */
    z.object({
      name: z.literal('failed'),
      code: errorCodeSchema,
      detail: z.string().max(500).optional(),
    }),
  ]),
});
export type Recording = z.infer<typeof recordingSchema>;

/** What a window that can decode is given to do. */
export const recordingTaskSchema = z.object({
  recording: recordingSchema,
  /** `transcribe`: send sound at 16 kHz. `keep`: send the sound back as Opus in WebM. */
  kind: z.enum(['transcribe', 'keep']),
  /** Where this window can load the file, by ranges. */
  address: z.string(),
  /** Of `audio` frames and of the methods below. */
  stream: z.string(),
  /** Position in samples at 16 kHz that the sound is wanted from. */
  fromSample: z.number().int().nonnegative(),
});
export type RecordingTask = z.infer<typeof recordingTaskSchema>;
