import { mkdir, writeFile } from 'node:fs/promises';
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
import { readRequest } from './readRequest.ts';
import type { TranscribeRequest } from './readRequest.ts';
import { withInput } from './withInput.ts';
import { transcriptPath, writeTranscript } from './writeTranscript.ts';

const rate = 16_000;

/** `confab transcribe`: the exit code is 1 when a file could not be transcribed; the others are. */
export async function transcribe(
  args: readonly string[],
  terminal: Terminal,
  stdin: Readable = process.stdin,
): Promise<number> {
  const request = readRequest(args);
  const tools = await loadTools(request, terminal);
  if (tools === null) return 1;
  if (request.output !== null) await mkdir(request.output, { recursive: true });
  let exitCode = 0;
  for (const [index, file] of request.files.entries()) {
    if (index > 0 && streamsText(request)) terminal.write('\n');
    try {
      await withInput(file, stdin, (audio) => transcribeOne(file, audio, request, tools, terminal));
    } catch (error) {
      terminal.report(`${clearLine(terminal)}confab: ${file}: ${describeError(error)}\n`);
      exitCode = 1;
    }
  }
  await tools.recognizer.dispose();
  await tools.vad.dispose();
  return exitCode;
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

async function transcribeOne(
  file: string,
  audio: OpenAudio,
  request: TranscribeRequest,
  { recognizer, vad }: Tools,
  terminal: Terminal,
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
    if (!streamsText(request) && samples > 0) {
      const recording = { file, language, model: recognizer.info.name, samples, lines };
      await deliver(await writeTranscript(recording, format), file, request, terminal);
    }
  }
  terminal.report(clearLine(terminal));
}

async function deliver(
  written: string | Uint8Array,
  file: string,
  { output, format }: TranscribeRequest,
  terminal: Terminal,
): Promise<void> {
  if (output !== null) await writeFile(transcriptPath(output, file, format), written);
  else if (typeof written === 'string') terminal.write(written);
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
