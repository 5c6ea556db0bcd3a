import type { Sentence } from './splitSentences.ts';

/** The sentences of the next turn behind the one a sentence is in; null when it is the last. */
export function turnAfter(sentences: readonly Sentence[], at: number): readonly Sentence[] | null {
  const turn = sentences[at]?.turn;
  let start = at;
  while (start < sentences.length && sentences[start]?.turn === turn) start++;
  const next = sentences[start]?.turn;
  if (next === undefined) return null;
  let end = start;
  while (end < sentences.length && sentences[end]?.turn === next) end++;
  return sentences.slice(start, end);
}
