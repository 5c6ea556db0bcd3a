import type { FoldedText } from './FoldedText.ts';

export interface FoundWords {
  /** Where they are in the folded text; in order, none overlapping. */
  readonly ranges: readonly (readonly [number, number])[];
  /** Whether every one of them begins a word somewhere. */
  readonly atBeginnings: boolean;
}

const rangesShown = 50;
const wordLetter = /[\p{L}\p{N}]/u;

/** Finds every one of some folded words in a text; null when one is missing. */
export function findWords(text: string, words: readonly string[]): FoundWords | null {
  const ranges: [number, number][] = [];
  let atBeginnings = true;
  for (const word of words) {
    let begins = false;
    let at = text.indexOf(word);
    if (at < 0) return null;
    for (; at >= 0 && ranges.length < rangesShown * 2; at = text.indexOf(word, at + word.length)) {
      ranges.push([at, at + word.length]);
      begins ||= !wordLetter.test(text.charAt(at - 1));
    }
    atBeginnings &&= begins;
  }
  return { ranges: merged(ranges), atBeginnings };
}

/** Ranges of the original text, for what was found in the folded one. */
export function originalRanges(folded: FoldedText, { ranges }: FoundWords): [number, number][] {
  return ranges.slice(0, rangesShown).map(([start, end]) => folded.originalRange(start, end));
}

function merged(ranges: [number, number][]): [number, number][] {
  const result: [number, number][] = [];
  for (const [start, end] of ranges.sort((one, other) => one[0] - other[0])) {
    const last = result.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}
