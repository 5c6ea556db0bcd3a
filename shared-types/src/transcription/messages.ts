import { z } from 'zod';
import { wireErrorSchema } from '../errors.ts';

/**
 * The conversation between a hub and its transcriber process, carried by structured clone. Audio is
 * always mono, 16 kHz, in -1..1; a position is a count of samples since the start of its stream.
 */
export const speechSampleRate = 16_000;

/** How much of a recording may be on its way to a transcriber that has not read it. */
export const fileCreditSamples = 60 * speechSampleRate;

const sampleSchema = z.number().int().nonnegative();
const samplesSchema = z.custom<Float32Array>((value) => value instanceof Float32Array);
/** A speaker's stream: chosen by the hub, the same after a restart. It is part of utterance ids. */
const sessionSchema = z.string().min(1).max(140);
const jobSchema = z.string().min(1).max(140);
/** An ISO 639 code such as `en`, `ko`, `yue`; whether the model knows it is the model's to say. */
const languageSchema = z.string().regex(/^[a-z]{2,3}$/);
const promptSchema = z.string().max(2000);
/** `auto`: it is found out from what is said. */
export const spokenLanguageSchema = z.union([z.literal('auto'), languageSchema]);
/** With `auto`, the languages the person speaks; all that the model knows where there are none. */
const candidatesSchema = z.array(languageSchema).max(100);

/** How the numbers in a model's files are stored, by the names transformers.js gives them. */
export const modelDtypeSchema = z.enum([
  'fp32',
  'fp16',
  'q8',
  'int8',
  'uint8',
  'q4',
  'q4f16',
  'bnb4',
]);
export type ModelDtype = z.infer<typeof modelDtypeSchema>;

export const toTranscriberSchema = z.discriminatedUnion('type', [
  /** Replaces the model that is loaded; sessions go on with the new one. */
  z.object({
    type: z.literal('load'),
    modelFolder: z.string().min(1),
    /** Where left out, the best one the folder holds. */
    dtype: modelDtypeSchema.optional(),
    threads: z.number().int().positive().max(256).optional(),
  }),
  z.object({ type: z.literal('unload') }),

  z.object({
    type: z.literal('start'),
    session: sessionSchema,
    language: spokenLanguageSchema,
    candidates: candidatesSchema.optional(),
    /** Names and terms the speaker is likely to use. */
    prompt: promptSchema.optional(),
    /** The stream's last line of another process: this one goes on from it. */
    lastLine: z.object({ text: z.string(), language: languageSchema }).optional(),
  }),
  /** A gap after the last sample is silence; samples that were already sent are skipped. */
  z.object({
    type: z.literal('audio'),
    session: sessionSchema,
    firstSample: sampleSchema,
    samples: samplesSchema,
  }),
  /** No more audio: what was said so far becomes final, then `stopped`. */
  z.object({ type: z.literal('stop'), session: sessionSchema }),

  /**
   * Opens a recording; its audio follows in order. Send no more than `fileCreditSamples` ahead of
   * what `progress` says was read.
   */
  z.object({
    type: z.literal('transcribe'),
    job: jobSchema,
    language: spokenLanguageSchema,
    candidates: candidatesSchema.optional(),
    prompt: promptSchema.optional(),
    /** Ask for times of words too; left out, they are given where the model has them. */
    words: z.boolean().optional(),
    /** Where the audio that follows begins; left out, at the recording's start. */
    fromSample: sampleSchema.optional(),
    /** Length of the recording where it is known; makes `progress` a fraction of it. */
    totalSamples: sampleSchema.optional(),
  }),
  z.object({ type: z.literal('file-audio'), job: jobSchema, samples: samplesSchema }),
  z.object({ type: z.literal('file-end'), job: jobSchema }),
  /** Ends a job at once; nothing more is sent about it. */
  z.object({ type: z.literal('cancel'), job: jobSchema }),
]);
export type ToTranscriber = z.infer<typeof toTranscriberSchema>;

export const loadedModelSchema = z.object({
  name: z.string(),
  dtype: z.string(),
  languages: z.array(z.string()),
  /** Whether the model's attention can be read, so that words have times of their own. */
  wordTimes: z.boolean(),
  /** Longest stretch of speech it is given at once. */
  windowSeconds: z.number().positive(),
});
export type LoadedModel = z.infer<typeof loadedModelSchema>;

export const spokenWordSchema = z.object({
  text: z.string(),
  startSample: sampleSchema,
  endSample: sampleSchema,
});
export type SpokenWord = z.infer<typeof spokenWordSchema>;

const lineFields = {
  startSample: sampleSchema,
  endSample: sampleSchema,
  text: z.string().min(1),
  language: languageSchema,
  /** Where the model gives them. */
  words: z.array(spokenWordSchema).optional(),
};

export const fromTranscriberSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('loaded'), model: loadedModelSchema }),
  /** What was asked by `load`, or about a session or job, could not be done. */
  z.object({
    type: z.literal('failed'),
    error: wireErrorSchema,
    session: sessionSchema.optional(),
    job: jobSchema.optional(),
  }),

  /** A caption of speech that goes on; `text` no longer changes, `tentative` may. */
  z.object({
    type: z.literal('draft'),
    session: sessionSchema,
    startSample: sampleSchema,
    text: z.string(),
    tentative: z.string(),
  }),
  /** A final line. The same `id` is the same line, also when another process says it again. */
  z.object({
    type: z.literal('segment'),
    session: sessionSchema,
    id: z.string(),
    ...lineFields,
  }),
  /** Audio before `upToSample` never has to be sent again. */
  z.object({
    type: z.literal('processed'),
    session: sessionSchema,
    upToSample: sampleSchema,
  }),
  /** How much was said since the oldest speech that is over but no line yet; 0: nothing waits. */
  z.object({ type: z.literal('behind'), session: sessionSchema, samples: sampleSchema }),
  z.object({ type: z.literal('stopped'), session: sessionSchema }),

  z.object({ type: z.literal('file-segment'), job: jobSchema, ...lineFields }),
  z.object({
    type: z.literal('progress'),
    job: jobSchema,
    /** Of the recording, where its length is known. */
    fraction: z.number().min(0).max(1).optional(),
    /** Every line before it is out: the job can be taken up again from there. */
    upToSample: sampleSchema,
    /** Audio before it was taken in. */
    readSample: sampleSchema,
  }),
  z.object({ type: z.literal('done'), job: jobSchema }),
]);
export type FromTranscriber = z.infer<typeof fromTranscriberSchema>;
export type Segment = Extract<FromTranscriber, { type: 'segment' }>;
export type Draft = Extract<FromTranscriber, { type: 'draft' }>;

/** Speaker, track and first sample: a repeat is the same line. */
export function utteranceId(session: string, startSample: number): string {
  return `${session}/${startSample}`;
}
