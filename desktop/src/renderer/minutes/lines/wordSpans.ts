import type { TranscriptLine } from '@confab/shared-types';

/** A piece of a line; `at` and `until` where it was said, null between words. */
export interface WordSpan {
  readonly text: string;
  readonly time: { readonly at: number; readonly until: number } | null;
}

/**
 * A line's text cut at its words. A word that is not in the text, as after a rule of the vocabulary,
 * is passed over; a line without words is one piece of its own time.
 */
export function wordSpans(
  line: Pick<TranscriptLine, 'text' | 'words' | 'startedAt' | 'endedAt'>,
): readonly WordSpan[] {
  const { text, words = [], startedAt, endedAt } = line;
  const spans: WordSpan[] = [];
  let from = 0;
  for (const word of words) {
    const at = word.text === '' ? -1 : text.indexOf(word.text, from);
    if (at < 0) continue;
    if (at > from) spans.push({ text: text.slice(from, at), time: null });
    from = at + word.text.length;
    const time = { at: word.startedAt, until: word.endedAt };
    spans.push({ text: word.text, time });
  }
  if (spans.length === 0) return [{ text, time: { at: startedAt, until: endedAt } }];
  if (from < text.length) spans.push({ text: text.slice(from), time: null });
  return spans;
}
