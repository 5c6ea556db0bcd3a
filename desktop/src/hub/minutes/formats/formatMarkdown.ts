import { elapsedText } from '../page/elapsedText.ts';
import { minutesTexts } from '../page/minutesTexts.ts';
import { beginningOf, factsOf, paragraphsOf } from './TranscriptToFormat.ts';
import type { FormatOptions, TranscriptToFormat } from './TranscriptToFormat.ts';

/** A transcript as Markdown; nothing that was said is taken for markup. */
export function formatMarkdown(transcript: TranscriptToFormat, options: FormatOptions): string {
  const texts = minutesTexts[options.language];
  const begin = beginningOf(transcript);
  const facts = factsOf(transcript, options).map(
    ({ label, text }) => `- **${texts[label]}:** ${escaped(text)}`,
  );
  const paragraphs = paragraphsOf(transcript.lines).map(({ name, startedAt, text }) => {
    const speaker = options.speakers ? `**${escaped(name || texts.unknownSpeaker)}** ` : '';
    const time = options.times ? `\`${elapsedText(startedAt - begin)}\` ` : '';
    return speaker + time + escaped(text);
  });
  const parts = [
    `# ${escaped(transcript.title)}`,
    ...(facts.length > 0 ? [facts.join('\n')] : []),
    `## ${texts.transcript}`,
    ...paragraphs,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Marks that mean something anywhere, and those that do at the beginning of a line. */
function escaped(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*_[\]<>|~$]/gu, '\\$&')
    .replace(/^(#{1,6}|[-+>]|\d+[.)])(?=\s)/u, '\\$1')
    .replace(/^(\d+)\\([.)])/u, '$1\\$2');
}
