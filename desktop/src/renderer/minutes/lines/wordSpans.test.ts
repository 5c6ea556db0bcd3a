import { describe, expect, it } from 'vitest';
import { wordSpans } from './wordSpans.ts';

const word = (text: string, startedAt: number) => ({ text, startedAt, endedAt: startedAt + 10 });

function spans(text: string, ...words: ReturnType<typeof word>[]) {
  return wordSpans({ text, words, startedAt: 0, endedAt: 99 }).map(
    ({ text: part, time }) => [part, time?.at ?? null] as const,
  );
}

describe('wordSpans', () => {
  it('cuts a line at its words and keeps what is between them', () => {
    expect(spans('Well, go on.', word('Well,', 1), word('go', 2), word('on.', 3))).toEqual([
      ['Well,', 1],
      [' ', null],
      ['go', 2],
      [' ', null],
      ['on.', 3],
    ]);
  });

  it('finds the same word twice', () => {
    expect(spans('go go', word('go', 1), word('go', 2))).toEqual([
      ['go', 1],
      [' ', null],
      ['go', 2],
    ]);
  });

  it('passes over words that a rule has replaced', () => {
    expect(
      spans('We run Kubernetes.', word('We', 1), word('run', 2), word('Kubernetis.', 3)),
    ).toEqual([
      ['We', 1],
      [' ', null],
      ['run', 2],
      [' Kubernetes.', null],
    ]);
  });

  it('gives a line without words its own time', () => {
    expect(wordSpans({ text: 'Hello there', startedAt: 5, endedAt: 9 })).toEqual([
      { text: 'Hello there', time: { at: 5, until: 9 } },
    ]);
  });
});
