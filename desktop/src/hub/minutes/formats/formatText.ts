import { elapsedText } from '../page/elapsedText.ts';
import { minutesTexts } from '../page/minutesTexts.ts';
import { beginningOf, factsOf, paragraphsOf } from './TranscriptToFormat.ts';
import type { FormatOptions, TranscriptToFormat } from './TranscriptToFormat.ts';

/** A transcript as plain text, a paragraph for what one person said in a row. */
export function formatText(transcript: TranscriptToFormat, options: FormatOptions): string {
  const texts = minutesTexts[options.language];
  const begin = beginningOf(transcript);
  const head = [
    transcript.title,
    ...factsOf(transcript, options).map(({ label, text }) => `${texts[label]}: ${text}`),
  ];
  const paragraphs = paragraphsOf(transcript.lines).map(({ name, startedAt, text }) => {
    const time = options.times ? `[${elapsedText(startedAt - begin)}] ` : '';
    const speaker = options.speakers ? `${name || texts.unknownSpeaker}: ` : '';
    return time + speaker + text;
  });
  return `${[head.join('\n'), ...paragraphs].join('\n\n')}\n`;
}
