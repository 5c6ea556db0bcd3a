import { mkdir } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { SileroVad } from '../../transcriber/SileroVad.ts';
import { transcribeFile } from '../../transcriber/transcribeFile.ts';
import type { FileLine } from '../../transcriber/transcribeFile.ts';
import { WhisperModel } from '../../transcriber/WhisperModel.ts';
import type { OpenAudio } from '../audio/openAudio.ts';
import { describeError } from '../describeError.ts';
import type { Terminal } from '../Terminal.ts';
import { UsageError } from '../UsageError.ts';
import { Interruption } from './Interruption.ts';
import { readRequest } from './readRequest.ts';
import type { TranscribeRequest } from './readRequest.ts';
import { withInput } from './withInput.ts';
import { writeWhole } from './writeWhole.ts';
import { transcriptPaths, writeTranscript } from './writeTranscript.ts';

const rate = 16_000;

/**
 * `confab transcribe`: the exit code is 1 when a file could not be transcribed; the others are. It is
 * 130 after Control-C, which leaves the files that are finished and nothing half done.
 */
export async function transcribe(
  args: readonly string[],
  terminal: Terminal,
  stdin: Readable = process.stdin,
): Promise<number> {
  const request = readRequest(args);
  using interruption = new Interruption();
  const tools = await loadTools(request, terminal);
  if (tools === null) return 1;
  try {
    return await transcribeAll(request, tools, terminal, { stdin, signal: interruption.signal });
  } finally {
    await tools.recognizer.dispose();
    await tools.vad.dispose();
  }
}

async function transcribeAll(
  request: TranscribeRequest,
  tools: Tools,
  terminal: Terminal,
  { stdin, signal }: { stdin: Readable; signal: AbortSignal },
): Promise<number> {
  const { files, format, output } = request;
  if (output !== null) await mkdir(output, { recursive: true });
  const paths = output === null ? [] : transcriptPaths(output, files, format);
  let exitCode = 0;
  for (const [index, file] of files.entries()) {
    if (signal.aborted) break;
    if (index > 0 && streamsText(request)) terminal.write('\n');
    try {
      await withInput(file, stdin, signal, async (audio) => {
        const recording = { file, audio, path: paths[index] ?? null };
        await transcribeOne(recording, request, tools, terminal, signal);
      });
    } catch (error) {
      if (signal.aborted) break;
      terminal.report(`${clearLine(terminal)}confab: ${file}: ${describeError(error)}\n`);
      exitCode = 1;
    }
  }
  if (signal.aborted) terminal.report(clearLine(terminal));
  return signal.aborted ? Interruption.exitCode : exitCode;
}

interface Tools {
  readonly recognizer: WhisperModel;
  readonly vad: SileroVad;
}

async function loadTools(request: TranscribeRequest, terminal: Terminal): Promise<Tools | null> {
  try {
    const recognizer = await WhisperModel.load(request.model);
    const { languages } = recognizer.info;
    const wanted = request.language === 'auto' ? request.candidates : [request.language];
    const unknown = wanted.find((language) => !languages.includes(language));
    if (unknown !== undefined) {
      throw new UsageError(
        `The model does not know the language "${unknown}"; it knows ${languages.join(', ')}.`,
      );
    }
    return { recognizer, vad: await SileroVad.load() };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    terminal.report(`confab: ${request.model}: ${describeError(error)}\n`);
    return null;
  }
}

/** Whether lines go out as they are heard: text by itself needs nothing that comes later. */
function streamsText({ format, output }: TranscribeRequest): boolean {
  return format === 'txt' && output === null;
}

interface Recording {
  readonly file: string;
  readonly audio: OpenAudio;
  /** Where its transcript goes; null: standard output. */
  readonly path: string | null;
}

async function transcribeOne(
  { file, audio, path }: Recording,
  request: TranscribeRequest,
  { recognizer, vad }: Tools,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { language, candidates, format } = request;
  let samples = 0;
  const lines: FileLine[] = [];
  const stream = transcribeFile(audio.samples, {
    recognizer,
    detector: vad.detector(),
    language,
    candidates,
    words: format === 'json',
    signal,
    onProgress: ({ readSample }) => {
      samples = readSample;
      if (terminal.showsProgress) terminal.report(progressLine(file, samples, audio.seconds));
    },
  });
  try {
    for await (const line of stream) {
      if (streamsText(request)) terminal.write(`${clearLine(terminal)}${line.text}\n`);
      else lines.push(line);
    }
  } finally {
    // Also of a file that breaks off half way: what was heard until there is kept.
    if (!signal.aborted && !streamsText(request) && samples > 0) {
      const recording = { file, language, model: recognizer.info.name, samples, lines };
      const written = await writeTranscript(recording, format);
      if (path !== null) await writeWhole(path, written);
      else if (typeof written === 'string') terminal.write(written);
    }
  }
  terminal.report(clearLine(terminal));
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
