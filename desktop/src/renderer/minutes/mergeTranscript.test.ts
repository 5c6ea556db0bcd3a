import type { CallPerson, Utterance } from '@confab/shared-types';
import { describe, expect, it } from 'vitest';
import { mergeTranscript } from './mergeTranscript.ts';

function person(name: string): CallPerson {
  return { account: `account-${name}`, person: `person-${name}`, name, joinedAt: 0 };
}

function said(id: string, startedAt: number, text: string): Utterance {
  return { id, text, language: 'en', startedAt, endedAt: startedAt + 900 };
}

const anna = person('anna');
const bob = person('bob');

describe('mergeTranscript', () => {
  it('puts what several people said in the order of time', () => {
    const { lines } = mergeTranscript([
      { person: anna, lines: [said('a1', 1000, 'one'), said('a2', 5000, 'three')] },
      { person: bob, lines: [said('b1', 3000, 'two')] },
    ]);
    expect(lines.map(({ name, text }) => [name, text])).toEqual([
      ['anna', 'one'],
      ['bob', 'two'],
      ['anna', 'three'],
    ]);
  });

  it('puts a line that arrived late where it was said', () => {
    const { lines } = mergeTranscript([
      { person: anna, lines: [said('a2', 5000, 'later'), said('a1', 1000, 'earlier')] },
    ]);
    expect(lines.map(({ text }) => text)).toEqual(['earlier', 'later']);
  });

  it('counts a line said again once, as it was said last', () => {
    const { lines } = mergeTranscript([
      { person: anna, lines: [said('a1', 1000, 'helo'), said('a1', 1000, 'hello')] },
    ]);
    expect(lines.map(({ text }) => text)).toEqual(['hello']);
  });

  it('keeps equal ids of two speakers apart and orders what was said at once the same everywhere', () => {
    const a = { person: anna, lines: [said('1', 1000, 'from anna')] };
    const b = { person: bob, lines: [said('1', 1000, 'from bob')] };
    expect(mergeTranscript([a, b]).lines).toEqual(mergeTranscript([b, a]).lines);
    expect(mergeTranscript([a, b]).lines).toHaveLength(2);
  });

  it('leaves out what is no line, and says how many', () => {
    const merged = mergeTranscript([
      { person: anna, lines: [said('a1', 1000, 'hello'), 'noise', { text: 'half' }] },
    ]);
    expect(merged.lines).toHaveLength(1);
    expect(merged.unreadable).toBe(2);
  });
});
