import { basename, extname, join } from 'node:path';
import type { TranscriptFormat } from '@confab/shared-types';
import { formatTranscript } from '../../hub/minutes/formats/formatTranscript.ts';
import type { FileLine } from '../../transcriber/transcribeFile.ts';

const samplesPerMs = 16;
const rate = 16_000;

/** What is known of a recording once it is transcribed. */
export interface TranscribedRecording {
  /** As it was named on the command line. */
  readonly file: string;
  readonly language: string;
  readonly model: string;
  readonly samples: number;
  readonly lines: readonly FileLine[];
}

/** A recording's transcript as text or bytes in a format; `json` is one line, as the help says. */
export async function writeTranscript(
  recording: TranscribedRecording,
  format: TranscriptFormat,
): Promise<string | Uint8Array> {
  if (format === 'json') return jsonLine(recording);
  const lines = recording.lines.map((line) => ({
    utterance: String(line.startSample),
    speaker: '',
    name: '',
    text: line.text,
    language: line.language,
    startedAt: line.startSample / samplesPerMs,
    endedAt: line.endSample / samplesPerMs,
    marks: [],
  }));
  const endedAt = recording.samples / samplesPerMs;
  const transcript = {
    title: titleOf(recording.file),
    // Nobody said when it was recorded: its own time begins at 0.
    call: null,
    people: [],
    lines,
  };
  // Without it subtitles would count from the first word.
  const placed = format === 'srt' || format === 'vtt' ? { call: { startedAt: 0, endedAt } } : {};
  const options = { times: true, speakers: false, language: 'en', timeZone: 'UTC' } as const;
  return formatTranscript({ ...transcript, ...placed }, format, options);
}

/** Where each recording's transcript goes in a folder; ones of the same name are numbered. */
export function transcriptPaths(
  folder: string,
  files: readonly string[],
  format: TranscriptFormat,
): string[] {
  const taken = new Set<string>();
  return files.map((file) => {
    const title = titleOf(file);
    let name = title;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${title}-${number}`;
    taken.add(name.toLowerCase());
    return join(folder, `${name}.${format}`);
  });
}

function titleOf(file: string): string {
  return file === '-' ? 'stdin' : basename(file, extname(file));
}

function jsonLine({ file, language, model, samples, lines }: TranscribedRecording): string {
  const timed = (part: { text: string; startSample: number; endSample: number }) => ({
    start: toSeconds(part.startSample),
    end: toSeconds(part.endSample),
    text: part.text,
  });
  const result = {
    file,
    language,
    model,
    seconds: toSeconds(samples),
    text: lines.map((line) => line.text).join(' '),
    segments: lines.map((line) => ({
      ...timed(line),
      ...(language === 'auto' ? { language: line.language } : {}),
      ...(line.words === undefined ? {} : { words: line.words.map(timed) }),
    })),
  };
  return `${JSON.stringify(result)}\n`;
}

function toSeconds(sample: number): number {
  return Math.round((sample / rate) * 100) / 100;
}
