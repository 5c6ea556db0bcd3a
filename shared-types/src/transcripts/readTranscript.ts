import type * as Y from 'yjs';
import type { z } from 'zod';
import { callMetaSchema, callPersonSchema, utteranceSchema, yTypes } from '../documents.ts';
import type { CallMeta, CallPerson, Utterance } from '../documents.ts';
import type { AccountId } from '../ids.ts';
import {
  agreedTo,
  attributionSchema,
  consentSchema,
  correctionSchema,
  markKindSchema,
  markKey,
  markSchema,
  noteSchema,
  periodSchema,
  transcriptTypes,
} from '../transcripts.ts';
import type { Attribution, Consent, Correction, Note, Period, Turn } from '../transcripts.ts';

/** A turn, and whose document its line is in: that person's machine took it down. */
export interface TranscriptLine extends Turn {
  readonly writer: AccountId;
  /** Whose words it was taken down as, where somebody said since that it was another's. */
  readonly attributedFrom?: AccountId;
  /** Where it was corrected. */
  readonly correctedBy?: AccountId;
}

/** A call's words, from the documents they are kept in. */
export interface CallTranscript {
  /** Null: the call's document does not say when it began. */
  readonly call: CallMeta | null;
  /** In order of joining. */
  readonly people: readonly CallPerson[];
  readonly consents: ReadonlyMap<AccountId, Consent>;
  /** In the order they began. */
  readonly periods: readonly Period[];
  /** By the moment they are about. */
  readonly notes: readonly (Note & { readonly id: string })[];
  /** By when they were said. The same on every machine that has the same documents. */
  readonly lines: readonly TranscriptLine[];
  /** Lines of another form: left where they are and not shown. */
  readonly unreadable: number;
}

/** What everybody in the call may write about its words. */
interface SharedWords {
  readonly names: ReadonlyMap<AccountId, string>;
  readonly consents: ReadonlyMap<AccountId, Consent>;
  readonly corrections: ReadonlyMap<string, Correction>;
  readonly attributions: ReadonlyMap<string, Attribution>;
  readonly marks: ReadonlyMap<string, unknown>;
  readonly removed: ReadonlyMap<AccountId, ReadonlySet<string>>;
}

/**
 * Puts a call's words together: lines of all speakers in one order, each once as it was said last,
 * corrected and attributed, without those that were taken back. A line about somebody else counts
 * only where that person's consent names its writer. Entries of another form are passed over.
 */
export function readTranscript(
  callDoc: Y.Doc,
  speech: ReadonlyMap<AccountId, Y.Doc>,
): CallTranscript {
  const meta = callMetaSchema.safeParse(callDoc.getMap(yTypes.meta).toJSON());
  const people = [...readMap(callDoc, yTypes.people, callPersonSchema).values()];
  const shared: SharedWords = {
    names: new Map(people.map(({ account, name }) => [account, name])),
    consents: readMap(callDoc, transcriptTypes.consents, consentSchema),
    corrections: readMap(callDoc, transcriptTypes.corrections, correctionSchema),
    attributions: readMap(callDoc, transcriptTypes.attributions, attributionSchema),
    marks: readMap(callDoc, transcriptTypes.marks, markSchema),
    removed: new Map([...speech].map(([account, doc]) => [account, removedBy(doc)])),
  };
  const spoken = [...speech].map(([writer, doc]) => readLines(shared, writer, doc));
  const notes = [...readMap(callDoc, transcriptTypes.notes, noteSchema)];
  return {
    call: meta.success ? meta.data : null,
    people: people.toSorted((a, b) => a.joinedAt - b.joinedAt || compare(a.account, b.account)),
    consents: shared.consents,
    periods: [...readMap(callDoc, transcriptTypes.periods, periodSchema).values()].toSorted(
      (a, b) => a.startedAt - b.startedAt,
    ),
    notes: notes
      .map(([id, note]) => ({ id, ...note }))
      .toSorted((a, b) => a.at - b.at || compare(a.id, b.id)),
    lines: spoken.flatMap(({ lines }) => lines).toSorted(inOrder),
    unreadable: spoken.reduce((sum, { unreadable }) => sum + unreadable, 0),
  };
}

function readLines(
  shared: SharedWords,
  writer: AccountId,
  doc: Y.Doc,
): { readonly lines: TranscriptLine[]; readonly unreadable: number } {
  const byId = new Map<string, Utterance>();
  let unreadable = 0;
  for (const value of doc.getArray(yTypes.lines).toJSON()) {
    const parsed = utteranceSchema.safeParse(value);
    if (parsed.success) byId.set(parsed.data.id, parsed.data);
    else unreadable++;
  }
  const counted = [...byId.values()].filter((line) => counts(shared, writer, line));
  return { lines: counted.map((line) => turnOf(shared, writer, line)), unreadable };
}

function counts(shared: SharedWords, writer: AccountId, line: Utterance) {
  const { id, speaker = writer, startedAt } = line;
  const { consents, removed } = shared;
  if (removed.get(writer)?.has(id) === true || removed.get(speaker)?.has(id) === true) return false;
  if (speaker === writer) return true;
  return agreedTo(consents.get(speaker), writer, startedAt);
}

function turnOf(shared: SharedWords, writer: AccountId, line: Utterance): TranscriptLine {
  const { id, language, startedAt, endedAt } = line;
  const correction = shared.corrections.get(id);
  const corrected = correction !== undefined && correction.text !== line.text;
  return {
    utterance: id,
    writer,
    ...whoSaid(shared, line.speaker ?? writer, id),
    text: corrected ? correction.text : line.text,
    language,
    startedAt,
    endedAt,
    // Words of the line as it was heard say nothing about where the corrected ones are.
    ...(line.words === undefined || corrected ? {} : { words: line.words }),
    ...(corrected ? { original: line.text, correctedBy: correction.by } : {}),
    marks: markKindSchema.options.filter((kind) => shared.marks.has(markKey(id, kind))),
  };
}

function whoSaid(
  { attributions, names }: SharedWords,
  account: AccountId,
  utterance: string,
): Pick<TranscriptLine, 'speaker' | 'name' | 'attributedFrom'> {
  const to = attributions.get(utterance)?.to ?? { kind: 'account', account };
  if (to.kind === 'name') {
    return { speaker: `name:${to.name}`, name: to.name, attributedFrom: account };
  }
  return {
    speaker: to.account,
    name: names.get(to.account) ?? '',
    ...(to.account === account ? {} : { attributedFrom: account }),
  };
}

function removedBy(doc: Y.Doc): ReadonlySet<string> {
  return new Set(doc.getMap(transcriptTypes.removed).keys());
}

function readMap<T>(doc: Y.Doc, name: string, schema: z.ZodType<T>): Map<string, T> {
  const read = new Map<string, T>();
  for (const [key, value] of Object.entries(doc.getMap(name).toJSON())) {
    const parsed = schema.safeParse(value);
    if (parsed.success) read.set(key, parsed.data);
  }
  return read;
}

function inOrder(a: TranscriptLine, b: TranscriptLine): number {
  return (
    a.startedAt - b.startedAt || compare(a.writer, b.writer) || compare(a.utterance, b.utterance)
  );
}

/** By code units: the same in every language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
