import { z } from 'zod';
import { accountIdSchema } from './ids.ts';

/**
 * What is known of a call's words, beside the lines themselves. A speaker's lines are in their own
 * document (`speech/<call>/<account>`: `lines`, and `removed`, a Y.Map of utterance id → milliseconds
 * since the epoch when its speaker took it back). Everything below is shared by all in the call and
 * is in `call/<id>`, a Y.Map each:
 *
 * - `consents`: account → {@link consentSchema}
 * - `asks`: account → {@link askSchema}
 * - `offers`: `<account>|<volunteer>` → {@link offerSchema}
 * - `periods`: id → {@link periodSchema}, when transcription was on
 * - `corrections`: utterance → {@link correctionSchema}
 * - `attributions`: utterance → {@link attributionSchema}, two people at one microphone told apart
 * - `marks`: `<utterance>|<kind>` → {@link markSchema}
 * - `notes`: id → {@link noteSchema}
 */
export const transcriptTypes = {
  removed: 'removed',
  consents: 'consents',
  asks: 'asks',
  offers: 'offers',
  periods: 'periods',
  corrections: 'corrections',
  attributions: 'attributions',
  marks: 'marks',
  notes: 'notes',
} as const;

const utteranceIdSchema = z.string().min(1).max(160);
/** Milliseconds since the epoch on the media server's clock. */
const momentSchema = z.number();

/** A word of a line; times as of the line. */
export const wordSchema = z.object({
  text: z.string().max(200),
  startedAt: momentSchema,
  endedAt: momentSchema,
});
export type Word = z.infer<typeof wordSchema>;

/** How a person's words are taken down: on their own machine, by somebody who offered, or not. */
export const consentSchema = z.object({
  choice: z.enum(['own-machine', 'volunteer', 'declined']),
  /** Who transcribes the received track. Lines of others about this person do not count. */
  volunteer: accountIdSchema.optional(),
  /** Name of the speech model, where it is this person's own machine. */
  model: z.string().max(200).optional(),
  /** Volunteers of before: what was said before `at` and they took down goes on to count. */
  earlier: z.array(accountIdSchema).max(20).optional(),
  /** What this person speaks, the likeliest first, where a volunteer has to know. */
  languages: z.array(z.string().max(16)).max(20).optional(),
  at: momentSchema,
});
export type Consent = z.infer<typeof consentSchema>;

/** Whether a line about a person that somebody else took down is one that person agreed to. */
export function agreedTo(consent: Consent | undefined, writer: string, saidAt: number): boolean {
  if (consent === undefined) return false;
  if (consent.choice === 'volunteer' && consent.volunteer === writer) return true;
  return saidAt < consent.at && (consent.earlier?.includes(writer) ?? false);
}

/** Somebody without a model asks the others to transcribe them; any consent of later answers it. */
export const askSchema = z.object({ at: momentSchema });
export type Ask = z.infer<typeof askSchema>;

/**
 * Somebody offers to transcribe a person who has no model, from the track that is received. That
 * person agrees by their consent. An offer stands for as long as the volunteer does it: whoever does
 * not want it, any more, takes it away.
 */
export const offerSchema = z.object({ at: momentSchema });
export type Offer = z.infer<typeof offerSchema>;

export function offerKey(account: string, volunteer: string): string {
  return `${account}|${volunteer}`;
}

export const periodSchema = z.object({
  startedBy: accountIdSchema,
  startedAt: momentSchema,
  /** Null: on. */
  stoppedAt: momentSchema.nullable(),
});
export type Period = z.infer<typeof periodSchema>;

export const correctionSchema = z.object({
  text: z.string().max(4000),
  by: accountIdSchema,
  at: momentSchema,
});
export type Correction = z.infer<typeof correctionSchema>;

/** An account of the call's people, or a name of somebody without one. */
export const attributionSchema = z.object({
  to: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('account'), account: accountIdSchema }),
    z.object({ kind: z.literal('name'), name: z.string().trim().min(1).max(80) }),
  ]),
  by: accountIdSchema,
  at: momentSchema,
});
export type Attribution = z.infer<typeof attributionSchema>;

export const markKindSchema = z.enum(['decision', 'action', 'question']);
export type MarkKind = z.infer<typeof markKindSchema>;
export const markSchema = z.object({ by: accountIdSchema, at: momentSchema });
export type Mark = z.infer<typeof markSchema>;

export function markKey(utterance: string, kind: MarkKind): string {
  return `${utterance}|${kind}`;
}

/** A shared note at a moment of the call. Private ones never leave the profile. */
export const noteSchema = z.object({
  text: z.string().trim().min(1).max(4000),
  by: accountIdSchema,
  /** The moment it is about. */
  at: momentSchema,
});
export type Note = z.infer<typeof noteSchema>;

/** Lines said by one person, as one reads them: corrected, attributed, without what was taken back. */
export const turnSchema = z.object({
  utterance: utteranceIdSchema,
  /** Account id, or `name:<name>` for somebody without one. */
  speaker: z.string().max(100),
  name: z.string().max(80),
  text: z.string().max(4000),
  language: z.string().max(16),
  startedAt: momentSchema,
  endedAt: momentSchema,
  words: z.array(wordSchema).max(1000).optional(),
  /** Before it was corrected. */
  original: z.string().max(4000).optional(),
  marks: z.array(markKindSchema),
});
export type Turn = z.infer<typeof turnSchema>;

/** The forms a transcript is written in. */
export const transcriptFormatSchema = z.enum(['txt', 'md', 'srt', 'vtt', 'json', 'docx']);
export type TranscriptFormat = z.infer<typeof transcriptFormatSchema>;

/** How a transcript was last written to a file. */
export const transcriptExportSchema = z.object({
  format: transcriptFormatSchema,
  times: z.boolean(),
  speakers: z.boolean(),
});
export type TranscriptExport = z.infer<typeof transcriptExportSchema>;

/** What minutes begin with; chosen for a call, changeable afterwards. */
export const minutesTemplateSchema = z.enum(['meeting', 'lecture', 'interview', 'stand-up']);
export type MinutesTemplate = z.infer<typeof minutesTemplateSchema>;

/** How the summary is made: from sentences as they were said, or by a model behind an endpoint. */
export const summaryMethodSchema = z.enum(['extractive', 'endpoint']);
export type SummaryMethod = z.infer<typeof summaryMethodSchema>;

/** A sentence of the minutes and the lines it rests on, in the order they were said. */
export const minutesPointSchema = z.object({
  text: z.string().min(1).max(1000),
  utterances: z.array(utteranceIdSchema).min(1).max(20),
});
export type MinutesPoint = z.infer<typeof minutesPointSchema>;

export const minutesActionSchema = minutesPointSchema.extend({
  /** As in {@link turnSchema}'s `speaker`; null: nobody was named. */
  owner: z.string().max(100).nullable(),
  /** ISO 8601 calendar date that the words name, seen from the day of the call. */
  due: z.iso.date().nullable(),
});
export type MinutesAction = z.infer<typeof minutesActionSchema>;

export const minutesSummarySchema = z.object({
  summary: z.array(minutesPointSchema),
  decisions: z.array(minutesPointSchema),
  actions: z.array(minutesActionSchema),
  questions: z.array(minutesPointSchema),
});
export type MinutesSummary = z.infer<typeof minutesSummarySchema>;
