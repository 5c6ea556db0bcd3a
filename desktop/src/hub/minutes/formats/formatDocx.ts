import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
import { elapsedText } from '../page/elapsedText.ts';
import { minutesTexts } from '../page/minutesTexts.ts';
import { beginningOf, factsOf, paragraphsOf } from './TranscriptToFormat.ts';
import type { FormatOptions, TranscriptToFormat } from './TranscriptToFormat.ts';

/** What XML 1.0 cannot hold, escaped or not. */
const notXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const grey = '6B7280';

/** A transcript as a Word document (Office Open XML). */
export async function formatDocx(
  transcript: TranscriptToFormat,
  options: FormatOptions,
): Promise<Uint8Array> {
  const texts = minutesTexts[options.language];
  const begin = beginningOf(transcript);
  const facts = factsOf(transcript, options).map(
    ({ label, text }) =>
      new Paragraph({ children: [run(`${texts[label]}: `, { bold: true }), run(text)] }),
  );
  const paragraphs = paragraphsOf(transcript.lines).map(({ name, startedAt, text }) => {
    const time = run(`${elapsedText(startedAt - begin)}  `, { color: grey });
    return new Paragraph({
      spacing: { before: 160 },
      children: [
        ...(options.times ? [time] : []),
        ...(options.speakers ? [run(`${name || texts.unknownSpeaker}  `, { bold: true })] : []),
        run(text),
      ],
    });
  });
  const document = new Document({
    title: plain(transcript.title),
    creator: 'Confab',
    styles: { default: { document: { run: { language: { value: options.language } } } } },
    sections: [
      {
        children: [
          heading(transcript.title, HeadingLevel.TITLE),
          ...facts,
          heading(texts.transcript, HeadingLevel.HEADING_1),
          ...paragraphs,
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function heading(text: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]): Paragraph {
  return new Paragraph({ heading: level, children: [run(text)] });
}

function run(text: string, style: { bold?: boolean; color?: string } = {}): TextRun {
  return new TextRun({ ...style, text: plain(text) });
}

function plain(text: string): string {
  return text.replace(notXml, '');
}
