import { markKey, transcriptTypes, yTypes } from '@confab/shared-types';
import type {
  AccountId,
  Attribution,
  Correction,
  Mark,
  MarkKind,
  Note,
  TranscriptLine,
} from '@confab/shared-types';
import type * as Y from 'yjs';
import { setEntries } from './setEntries.ts';
import type { DocHolder, Undo } from './setEntries.ts';

/** Who changes something, and when: milliseconds since the epoch. */
export interface Signed {
  readonly by: AccountId;
  readonly at: number;
}

/** The words a line should have had. Its own, as they were heard, take a correction off again. */
export function correctLine(
  call: DocHolder,
  line: TranscriptLine,
  text: string,
  { by, at }: Signed,
): Undo {
  const correction: Correction = { text, by, at };
  const heard = line.original ?? line.text;
  return setEntries(
    call,
    transcriptTypes.corrections,
    new Map([[line.utterance, text === heard ? undefined : correction]]),
  );
}

/** A mark goes off lines that all have it, else on to those that have it not. */
export function toggleMark(
  call: DocHolder,
  lines: readonly TranscriptLine[],
  kind: MarkKind,
  { by, at }: Signed,
): Undo {
  const mark: Mark = { by, at };
  const off = lines.every(({ marks }) => marks.includes(kind));
  const changed = off ? lines : lines.filter(({ marks }) => !marks.includes(kind));
  return setEntries(
    call,
    transcriptTypes.marks,
    new Map(changed.map(({ utterance }) => [markKey(utterance, kind), off ? undefined : mark])),
  );
}

/** Says who said lines. Whose words they were taken down as needs no saying. */
export function attributeLines(
  call: DocHolder,
  lines: readonly TranscriptLine[],
  to: Attribution['to'],
  { by, at }: Signed,
): Undo {
  const attribution: Attribution = { to, by, at };
  return setEntries(
    call,
    transcriptTypes.attributions,
    new Map(
      lines.map((line) => {
        const isOwn = to.kind === 'account' && to.account === takenDownAs(line);
        return [line.utterance, isOwn ? undefined : attribution];
      }),
    ),
  );
}

/** Undefined removes the note. */
export function putNote(call: DocHolder, id: string, note: Note | undefined): Undo {
  return setEntries(call, transcriptTypes.notes, new Map([[id, note]]));
}

/** Whose words a line was taken down as, whoever it was attributed to. */
export function takenDownAs(line: TranscriptLine): AccountId {
  return line.attributedFrom ?? line.speaker;
}

/** Whether somebody may take a line back: one of their own machine, or about themselves. */
export function isOwnLine(line: TranscriptLine, own: AccountId): boolean {
  return line.writer === own || takenDownAs(line) === own;
}

/**
 * Takes words back for everybody: they are marked as removed in their speaker's own document, and
 * their text and what it was corrected to are deleted. `speech` is that document.
 */
export function takeBack(
  { call, speech }: { readonly call: DocHolder; readonly speech: DocHolder },
  lines: readonly TranscriptLine[],
  at: number,
): Undo {
  const ids = new Set(lines.map(({ utterance }) => utterance));
  const each = <T>(value: T): Map<string, T> => new Map([...ids].map((id) => [id, value]));
  const deleted: unknown[] = [];
  let unmark: Undo = () => undefined;
  speech.doc.transact(() => {
    unmark = setEntries(speech, transcriptTypes.removed, each(at));
    const spoken: Y.Array<unknown> = speech.doc.getArray(yTypes.lines);
    for (const [index, line] of [...spoken.toArray().entries()].reverse()) {
      if (!ids.has(idOf(line))) continue;
      deleted.unshift(line);
      spoken.delete(index, 1);
    }
  });
  const correctAgain = setEntries(call, transcriptTypes.corrections, each(undefined));
  return () => {
    speech.doc.transact(() => {
      unmark();
      const spoken: Y.Array<unknown> = speech.doc.getArray(yTypes.lines);
      const here = new Set(spoken.toArray().map(idOf));
      spoken.push(deleted.filter((line) => !here.has(idOf(line))));
    });
    correctAgain();
  };
}

function idOf(line: unknown): string {
  const id: unknown = typeof line === 'object' && line !== null && 'id' in line ? line.id : null;
  return typeof id === 'string' ? id : '';
}
