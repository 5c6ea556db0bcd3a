import { diffArrays } from 'diff';

/** How one text differs from another, told in offsets of the one that is shown. */
export interface WordChanges {
  /** [start, end) pairs of what only the shown text has. */
  readonly own: readonly (readonly [start: number, end: number])[];
  /** What only the other text has, and before which offset it stood. */
  readonly other: readonly { readonly at: number; readonly text: string }[];
}

/** Compares two lines word by word, in the words of any script. */
export function diffWords(shown: string, other: string, segmenter: Intl.Segmenter): WordChanges {
  const own: [number, number][] = [];
  const missing: { at: number; text: string }[] = [];
  let at = 0;
  for (const { value, added, removed } of diffArrays(
    wordsOf(other, segmenter),
    wordsOf(shown, segmenter),
    { comparator: sameWord },
  )) {
    const text = value.join('');
    if (removed) missing.push({ at, text });
    else {
      if (added) own.push([at, at + text.length]);
      at += text.length;
    }
  }
  return { own, other: missing };
}

/** The same, told so that what the other has comes behind the words that stand in its place. */
export function ownFirst({ own, other }: WordChanges): WordChanges {
  const behind = new Map(own);
  return { own, other: other.map(({ at, text }) => ({ at: behind.get(at) ?? at, text })) };
}

/** Words with the space behind them: spaces of their own would be taken for what both have. */
function wordsOf(text: string, segmenter: Intl.Segmenter): string[] {
  const words: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    const last = words.at(-1);
    if (last !== undefined && segment.trim() === '') words[words.length - 1] = last + segment;
    else words.push(segment);
  }
  return words;
}

function sameWord(one: string, other: string): boolean {
  return one.trimEnd() === other.trimEnd();
}
