import { callMetaSchema, consentSchema, noteSchema, turnSchema } from '@confab/shared-types';
import { z } from 'zod';
import { consentsOf } from './TranscriptToFormat.ts';
import type { TranscriptToFormat } from './TranscriptToFormat.ts';

/** The form of a transcript's JSON file: everything that is known, times in ISO 8601. */
export const transcriptFileSchema = z.object({
  format: z.literal('confab-transcript'),
  version: z.literal(1),
  title: z.string(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  language: callMetaSchema.shape.language,
  people: z.array(z.object({ name: z.string() })),
  lines: z.array(
    turnSchema.pick({ speaker: true, name: true, text: true, language: true, marks: true }).extend({
      id: turnSchema.shape.utterance,
      startedAt: z.iso.datetime(),
      endedAt: z.iso.datetime(),
      original: turnSchema.shape.original,
      words: z
        .array(
          z.object({ text: z.string(), startedAt: z.iso.datetime(), endedAt: z.iso.datetime() }),
        )
        .optional(),
    }),
  ),
  /** When transcription was on, and what people said to it. */
  transcription: z.object({
    periods: z.array(
      z.object({ startedAt: z.iso.datetime(), stoppedAt: z.iso.datetime().nullable() }),
    ),
    consents: z.array(
      consentSchema
        .pick({ choice: true, model: true })
        .extend({ name: z.string(), volunteer: z.string().optional(), at: z.iso.datetime() }),
    ),
  }),
  notes: z.array(z.object({ text: noteSchema.shape.text, at: z.iso.datetime() })),
});
export type TranscriptFile = z.infer<typeof transcriptFileSchema>;

/** A transcript as JSON of {@link transcriptFileSchema}. */
export function formatJson(transcript: TranscriptToFormat): string {
  const { title, call, people, lines, notes = [], periods = [] } = transcript;
  const file: TranscriptFile = {
    format: 'confab-transcript',
    version: 1,
    title,
    startedAt: call === null ? null : iso(call.startedAt),
    endedAt: call === null || call.endedAt === null ? null : iso(call.endedAt),
    ...(call?.language === undefined ? {} : { language: call.language }),
    people: people.map(({ name }) => ({ name })),
    lines: lines.map(({ utterance, startedAt, endedAt, words, original, ...line }) => ({
      id: utterance,
      speaker: line.speaker,
      name: line.name,
      text: line.text,
      language: line.language,
      marks: line.marks,
      startedAt: iso(startedAt),
      endedAt: iso(endedAt),
      ...(original === undefined ? {} : { original }),
      ...(words === undefined
        ? {}
        : {
            words: words.map((word) => ({
              text: word.text,
              startedAt: iso(word.startedAt),
              endedAt: iso(word.endedAt),
            })),
          }),
    })),
    transcription: {
      periods: periods.map(({ startedAt, stoppedAt }) => ({
        startedAt: iso(startedAt),
        stoppedAt: stoppedAt === null ? null : iso(stoppedAt),
      })),
      consents: consentsOf(transcript).map((consent) => ({ ...consent, at: iso(consent.at) })),
    },
    notes: notes.map(({ text, at }) => ({ text, at: iso(at) })),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function iso(moment: number): string {
  return new Date(moment).toISOString();
}
