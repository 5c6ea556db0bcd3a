import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { SileroVad } from '../transcriber/SileroVad.ts';
import { transcribeFile } from '../transcriber/transcribeFile.ts';
import type { FileLine } from '../transcriber/transcribeFile.ts';
import { WhisperModel } from '../transcriber/WhisperModel.ts';
import { openAudio } from './audio/openAudio.ts';
import { describeError } from './describeError.ts';
import type { Terminal } from './Terminal.ts';
import { UsageError } from './UsageError.ts';

const rate = 16_000;

interface Request {
  readonly files: readonly string[];
  readonly model: string;
  readonly language: string;
  readonly format: 'txt' | 'json';
}

/** `confab transcribe`: the exit code is 1 when a file could not be transcribed; the others are. */
export async function transcribe(args: readonly string[], terminal: Terminal): Promise<number> {
  const request = readRequest(args);
  const tools = await loadTools(request, terminal);
  if (tools === null) return 1;
  let exitCode = 0;
  for (const [index, file] of request.files.entries()) {
    if (index > 0 && request.format === 'txt') terminal.write('\n');
    try {
      await transcribeOne(file, request, tools, terminal);
    } catch (error) {
      terminal.report(`${clearLine(terminal)}confab: ${file}: ${describeError(error)}\n`);
      exitCode = 1;
    }
  }
  await tools.recognizer.dispose();
  await tools.vad.dispose();
  return exitCode;
}

function readRequest(args: readonly string[]): Request {
  const { values, positionals } = readOptions(args);
  const { model, language, format } = values;
  if (positionals.length === 0) throw new UsageError('Name a file to transcribe.');
  if (model === undefined) throw new UsageError('Name the folder of a model with --model.');
  // Whisper takes everything for English that it is not told about.
  if (language === undefined) throw new UsageError('Say what is spoken with --language.');
  if (format !== 'txt' && format !== 'json') {
    throw new UsageError(`The format "${format}" is neither txt nor json.`);
  }
  return { files: positionals, model, language: language.toLowerCase(), format };
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        model: { type: 'string' },
        language: { type: 'string' },
        format: { type: 'string', default: 'txt' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

interface Tools {
  readonly recognizer: WhisperModel;
  readonly vad: SileroVad;
}

async function loadTools(request: Request, terminal: Terminal): Promise<Tools | null> {
  try {
    const recognizer = await WhisperModel.load(request.model);
    const { languages } = recognizer.info;
    if (!languages.includes(request.language)) {
      throw new UsageError(
        `The model does not know the language "${request.language}"; it knows ${languages.join(', ')}.`,
      );
    }
    return { recognizer, vad: await SileroVad.load() };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    terminal.report(`confab: ${request.model}: ${describeError(error)}\n`);
    return null;
  }
}

async function transcribeOne(
  file: string,
  request: Request,
  { recognizer, vad }: Tools,
  terminal: Terminal,
): Promise<void> {
  const audio = await openAudio(file);
  let samplesRead = 0;
  const lines: FileLine[] = [];
  const stream = transcribeFile(audio.samples, {
    recognizer,
    detector: vad.detector(),
    language: request.language,
    words: request.format === 'json',
    onProgress: (upToSample) => {
      samplesRead = upToSample;
      if (terminal.showsProgress) terminal.report(progressLine(file, upToSample, audio.seconds));
    },
  });
  try {
    for await (const line of stream) {
      if (request.format === 'txt') terminal.write(`${clearLine(terminal)}${line.text}\n`);
      else lines.push(line);
    }
  } finally {
    // Also of a file that breaks off half way: what was heard until there is kept.
    if (request.format === 'json' && samplesRead > 0) {
      const seconds = samplesRead / rate;
      terminal.write(jsonLine(file, request.language, recognizer.info.name, seconds, lines));
    }
  }
  terminal.report(clearLine(terminal));
}

function jsonLine(
  file: string,
  language: string,
  model: string,
  seconds: number,
  lines: readonly FileLine[],
): string {
  const timed = ({ text, startSample, endSample }: FileLine) => ({
    start: toSeconds(startSample),
    end: toSeconds(endSample),
    text,
  });
  const result = {
    file,
    language,
    model,
    seconds: Math.round(seconds * 100) / 100,
    text: lines.map((line) => line.text).join(' '),
    segments: lines.map((line) => ({
      ...timed(line),
      ...(line.words === undefined ? {} : { words: line.words.map(timed) }),
    })),
  };
  return `${JSON.stringify(result)}\n`;
}

function toSeconds(sample: number): number {
  return Math.round((sample / rate) * 100) / 100;
}

function progressLine(file: string, upToSample: number, total: number | null): string {
  const seconds = upToSample / rate;
  const done =
    total === null
      ? `${Math.round(seconds)} s`
      : `${Math.min(100, Math.round((100 * seconds) / total))} %`;
  return `\r${basename(file)}: ${done}`;
}

/** Takes the progress away, so that what follows starts a line of its own. */
function clearLine(terminal: Terminal): string {
  return terminal.showsProgress ? '\r\x1b[K' : '';
}
