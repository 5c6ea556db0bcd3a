import { utteranceSchema } from '@confab/shared-types';
import type { CallPerson, Utterance } from '@confab/shared-types';

export interface TranscriptLine extends Utterance {
  readonly account: string;
  readonly name: string;
}

export interface MergedTranscript {
  /** By when they were said; said at once, by account. */
  readonly lines: readonly TranscriptLine[];
  /** Lines of another form: left where they are and not shown. */
  readonly unreadable: number;
}

/** What one speaker's document holds, as it is there. */
export interface SpokenLines {
  readonly person: CallPerson;
  readonly lines: readonly unknown[];
}

/**
 * Puts the lines of all speakers into one order. A line said again (the same id from the same
 * speaker) counts once, as it was said last.
 */
export function mergeTranscript(speakers: readonly SpokenLines[]): MergedTranscript {
  const lines: TranscriptLine[] = [];
  let unreadable = 0;
  for (const { person, lines: spoken } of speakers) {
    const byId = new Map<string, TranscriptLine>();
    for (const line of spoken) {
      const parsed = utteranceSchema.safeParse(line);
      if (!parsed.success) unreadable++;
      else byId.set(parsed.data.id, { ...parsed.data, account: person.account, name: person.name });
    }
    lines.push(...byId.values());
  }
  return { lines: lines.toSorted(inOrder), unreadable };
}

function inOrder(a: TranscriptLine, b: TranscriptLine): number {
  if (a.startedAt !== b.startedAt) return a.startedAt - b.startedAt;
  return a.account < b.account ? -1 : Number(a.account > b.account);
}
