import type { AccountId, TranscriptLine } from '@confab/shared-types';
import type { CaptionLine } from '../../calls/captions/captionLines.ts';

/** A note at a moment of a call: one's own alone, or shared with everybody in it. */
export interface ShownNote {
  readonly id: string;
  readonly text: string;
  readonly at: number;
  /** Null: only this profile has it. */
  readonly by: AccountId | null;
}

/** What a transcript is drawn from, top to bottom. `head`: whose words begin here is said. */
export type TranscriptRow =
  | {
      readonly kind: 'line';
      readonly id: string;
      readonly line: TranscriptLine;
      readonly head: boolean;
    }
  | { readonly kind: 'note'; readonly id: string; readonly note: ShownNote }
  /** Words that may still change. */
  | {
      readonly kind: 'draft';
      readonly id: string;
      readonly caption: CaptionLine;
      readonly head: boolean;
    };

/** A person who goes on speaking is named again after this. */
const turnMs = 60_000;

export function lineRowId({ writer, utterance }: TranscriptLine): string {
  return `${writer}/${utterance}`;
}

/** Lines by turns of their speakers, notes where they belong, drafts at the end. */
export function transcriptRows(shown: {
  readonly lines: readonly TranscriptLine[];
  readonly notes: readonly ShownNote[];
  readonly drafts?: readonly CaptionLine[];
}): TranscriptRow[] {
  const { lines, notes, drafts = [] } = shown;
  const rows: TranscriptRow[] = [];
  const byTime = notes.toSorted((a, b) => a.at - b.at);
  let turn: Turn | null = null;
  let nextNote = 0;
  const addNotes = (until: number): void => {
    for (; nextNote < byTime.length; nextNote++) {
      const note = byTime[nextNote];
      if (note === undefined || note.at >= until) return;
      rows.push({ kind: 'note', id: `note/${note.id}`, note });
      turn = null;
    }
  };
  const begin = (speaker: string, at: number): boolean => {
    if (turn !== null && turn.speaker === speaker && at - turn.at < turnMs) return false;
    turn = { speaker, at };
    return true;
  };
  for (const line of lines) {
    addNotes(line.startedAt);
    const head = begin(line.speaker, line.startedAt);
    rows.push({ kind: 'line', id: lineRowId(line), line, head });
  }
  addNotes(Infinity);
  for (const caption of drafts) {
    const head = begin(caption.speaker, caption.caption.startedAt);
    const id = `draft/${caption.speaker}/${caption.caption.track}/${caption.caption.utterance}`;
    rows.push({ kind: 'draft', id, caption, head });
  }
  return rows;
}

interface Turn {
  readonly speaker: string;
  readonly at: number;
}

/** Captions of a running call that are no line yet, and were not taken back. */
export function draftsOf(
  captions: readonly CaptionLine[],
  lines: readonly TranscriptLine[],
  removed: ReadonlySet<string>,
): readonly CaptionLine[] {
  if (captions.length === 0) return captions;
  const known = new Set(lines.map(({ utterance }) => utterance));
  return captions.filter(
    ({ caption: { utterance } }) => !known.has(utterance) && !removed.has(utterance),
  );
}

/** A line and those after it of the same speaker, until somebody else speaks. */
export function goingOn(lines: readonly TranscriptLine[], from: TranscriptLine): TranscriptLine[] {
  const start = lines.findIndex((line) => lineRowId(line) === lineRowId(from));
  if (start < 0) return [];
  const end = lines.findIndex(({ speaker }, at) => at > start && speaker !== from.speaker);
  return lines.slice(start, end < 0 ? undefined : end);
}
