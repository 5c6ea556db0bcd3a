import type { TranscriptFormat } from '@confab/shared-types';
import { formatJson } from './formatJson.ts';
import { formatMarkdown } from './formatMarkdown.ts';
import { formatSrt, formatVtt } from './formatSubtitles.ts';
import { formatText } from './formatText.ts';
import type { FormatOptions, TranscriptToFormat } from './TranscriptToFormat.ts';

/** Media type of each form's file. */
export const transcriptFileTypes: Readonly<Record<TranscriptFormat, string>> = {
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  srt: 'application/x-subrip; charset=utf-8',
  vtt: 'text/vtt; charset=utf-8',
  json: 'application/json',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** A transcript in one of the forms there are; text ends with a line break. */
export async function formatTranscript(
  transcript: TranscriptToFormat,
  format: TranscriptFormat,
  options: FormatOptions,
): Promise<string | Uint8Array> {
  switch (format) {
    case 'txt':
      return formatText(transcript, options);
    case 'md':
      return formatMarkdown(transcript, options);
    case 'srt':
      return formatSrt(transcript, options);
    case 'vtt':
      return formatVtt(transcript, options);
    case 'json':
      return formatJson(transcript);
    case 'docx': {
      // A writer of Word files: not needed to start the app.
      const { formatDocx } = await import('./formatDocx.ts');
      return await formatDocx(transcript, options);
    }
  }
}
