import type { TranscriptLine } from '@confab/shared-types';
import { wordSpans } from './wordSpans.ts';

/** The words of a line, each with its time on the transcript's clock where that is known. */
export function LineWords({ line }: { readonly line: TranscriptLine }) {
  return wordSpans(line).map(({ text, time }, index) =>
    time === null ? (
      text
    ) : (
      <span key={index} data-word-at={time.at} data-word-until={time.until}>
        {text}
      </span>
    ),
  );
}
