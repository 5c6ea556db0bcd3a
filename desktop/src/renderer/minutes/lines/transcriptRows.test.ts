import type { TranscriptLine } from '@confab/shared-types';
import { describe, expect, it } from 'vitest';
import type { CaptionLine } from '../../calls/captions/captionLines.ts';
import { draftsOf, goingOn, transcriptRows } from './transcriptRows.ts';
import type { ShownNote } from './transcriptRows.ts';

function line(utterance: string, speaker: string, second: number): TranscriptLine {
  return {
    utterance,
    writer: `account-${speaker}`,
    speaker: `account-${speaker}`,
    name: speaker,
    text: utterance,
    language: 'en',
    startedAt: second * 1000,
    endedAt: second * 1000 + 900,
    marks: [],
  };
}

function note(id: string, second: number): ShownNote {
  return { id, text: id, at: second * 1000, by: null };
}

function draft(utterance: string, speaker: string, final = false): CaptionLine {
  return {
    speaker: `account-${speaker}`,
    name: speaker,
    receivedAt: 0,
    caption: {
      utterance,
      track: 'mic',
      text: utterance,
      final,
      startedAt: 99_000,
      endedAt: 99_000,
    },
  };
}

/** Each row in a word; those that say whose they are begin with `*`. */
function shown(rows: ReturnType<typeof transcriptRows>): string[] {
  return rows.map((row) => {
    if (row.kind === 'note') return `note ${row.note.id}`;
    const text = row.kind === 'line' ? row.line.text : `draft ${row.caption.caption.text}`;
    return row.head ? `*${text}` : text;
  });
}

describe('rows', () => {
  it('name a speaker once, and again after somebody else', () => {
    const lines = [line('a1', 'anna', 1), line('a2', 'anna', 5), line('b1', 'bob', 9)];
    expect(shown(transcriptRows({ lines: [...lines, line('a3', 'anna', 12)], notes: [] }))).toEqual(
      ['*a1', 'a2', '*b1', '*a3'],
    );
  });

  it('name a speaker again after a minute', () => {
    const lines = [line('a1', 'anna', 0), line('a2', 'anna', 59), line('a3', 'anna', 60)];
    expect(shown(transcriptRows({ lines, notes: [] }))).toEqual(['*a1', 'a2', '*a3']);
  });

  it('have notes behind the line they are about', () => {
    const lines = [line('a1', 'anna', 1), line('a2', 'anna', 5)];
    const notes = [note('late', 9), note('at', 1), note('early', 0)];
    expect(shown(transcriptRows({ lines, notes }))).toEqual([
      'note early',
      '*a1',
      'note at',
      '*a2',
      'note late',
    ]);
  });

  it('end with what is being said', () => {
    const lines = [line('a1', 'anna', 98)];
    const drafts = [draft('a2', 'anna'), draft('b1', 'bob')];
    expect(shown(transcriptRows({ lines, notes: [], drafts }))).toEqual([
      '*a1',
      'draft a2',
      '*draft b1',
    ]);
  });
});

describe('drafts', () => {
  it('are captions that are no line, and were none', () => {
    const captions = [draft('a1', 'anna', true), draft('a2', 'anna', true), draft('b1', 'bob')];
    const left = draftsOf(captions, [line('a1', 'anna', 1)], new Set(['a2']));
    expect(left.map(({ caption }) => caption.utterance)).toEqual(['b1']);
  });
});

describe('going on', () => {
  it('is until somebody else speaks', () => {
    const lines = ['a1', 'a2'].map((id, at) => line(id, 'anna', at));
    const all = [...lines, line('b1', 'bob', 3), line('a3', 'anna', 4)];
    const from = (at: number) =>
      goingOn(all, all[at] ?? line('', '', 0)).map(({ utterance }) => utterance);
    expect([from(0), from(1), from(3)]).toEqual([['a1', 'a2'], ['a2'], ['a3']]);
  });
});
