import { echoesPrompt, isSilence, rejectText } from './filterHallucinations.ts';
import { recordingRules } from './followLanguage.ts';
import { packSegments } from './packSegments.ts';
import type { SpeechWindow } from './packSegments.ts';
import { recognizeSegment } from './recognizeSegment.ts';
import { SampleBuffer } from './SampleBuffer.ts';
import { endSegmenter, segmentLimits, segmenterAt, stepSegmenter } from './segmentSpeech.ts';
import type { SpeechSegment } from './segmentSpeech.ts';
import { SpokenLanguage } from './SpokenLanguage.ts';
import { vadFrameSamples } from './VoiceDetector.ts';
import type { VoiceDetector } from './VoiceDetector.ts';
import { recognizedText } from './SpeechRecognizer.ts';
import type { RecognizedPiece, RecognizedWord, SpeechRecognizer } from './SpeechRecognizer.ts';

/** A line of a recording; positions are samples since its start. */
export interface FileLine extends RecognizedPiece {
  readonly language: string;
}

export interface FileProgress {
  /** Audio before it was taken in. */
  readonly readSample: number;
  /** Every line before it is out: a new run can begin there. */
  readonly upToSample: number;
}

export interface TranscribeFileOptions {
  readonly recognizer: SpeechRecognizer;
  readonly detector: VoiceDetector;
  /** What is spoken, or `auto`: found out for each stretch of speech, which takes longer. */
  readonly language: string;
  /** With `auto`, what it can be; everything that the model knows where it is left out. */
  readonly candidates?: readonly string[] | undefined;
  readonly prompt?: string | undefined;
  /** Ask for times of words too; where a model has them they take about a tenth of its time. */
  readonly words?: boolean;
  /** Where the audio begins in the recording. */
  readonly fromSample?: number | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FileProgress) => void;
  /** Runs an inference when it may, again when it had to give way; by default at once. */
  readonly schedule?: <T>(task: (signal?: AbortSignal) => Promise<T>) => Promise<T>;
}

/**
 * Transcribes a recording of any length as it comes in; throws the error of `audio` after the lines
 * of what could be read. Speech is packed into windows as long as
 * the model can take, without the silence between, since Whisper pads every window to 30 s.
 */
export async function* transcribeFile(
  audio: AsyncIterable<Float32Array>,
  options: TranscribeFileOptions,
): AsyncGenerator<FileLine> {
  const { recognizer, candidates, signal } = options;
  const schedule = options.schedule ?? ((task) => task());
  const language = new SpokenLanguage({
    language: options.language,
    candidates,
    rules: recordingRules,
  });
  // Two languages in one window would be heard as one.
  const alone = language.isOpen(recognizer.info.languages);
  const windowSamples = alone ? 0 : recognizer.info.windowSeconds * 16_000;
  /** Speech that was found and is no line yet. */
  const waiting: SpeechSegment[] = [];
  let broken: { readonly error: unknown } | null = null;
  let end = options.fromSample ?? 0;
  const readable = untilBroken(audio, (error) => {
    broken = { error };
  });
  const speech = findSpeech(readable, waiting, {
    ...options,
    onProgress: (progress) => {
      end = progress.readSample;
      options.onProgress?.(progress);
    },
  });
  for await (const window of packSegments(speech, windowSamples)) {
    signal?.throwIfAborted();
    yield* await schedule((interrupt) => {
      const either = [signal, interrupt].filter((one) => one !== undefined);
      return recognizeWindow(window, language, options, AbortSignal.any(either));
    });
    waiting.splice(0, window.parts.length);
  }
  options.onProgress?.({ readSample: end, upToSample: end });
  const stopped = broken as { readonly error: unknown } | null;
  if (stopped !== null) throw stopped.error;
}

/** What can be read of a recording that breaks off becomes lines before its error is thrown. */
async function* untilBroken(
  audio: AsyncIterable<Float32Array>,
  onBroken: (error: unknown) => void,
): AsyncGenerator<Float32Array> {
  try {
    yield* audio;
  } catch (error) {
    onBroken(error);
  }
}

interface HeardSegment {
  readonly segment: SpeechSegment;
  readonly samples: Float32Array;
}

async function* findSpeech(
  audio: AsyncIterable<Float32Array>,
  waiting: SpeechSegment[],
  { recognizer, detector, fromSample = 0, signal, onProgress }: TranscribeFileOptions,
): AsyncGenerator<HeardSegment> {
  const padding = 0.5;
  const limits = segmentLimits(recognizer.info.windowSeconds - padding);
  const buffer = new SampleBuffer(fromSample);
  let state = segmenterAt(fromSample);
  const cut = (segment: SpeechSegment): HeardSegment => {
    waiting.push(segment);
    return { segment, samples: buffer.slice(segment.paddedStart, segment.paddedEnd) };
  };
  for await (const samples of audio) {
    buffer.append(samples);
    signal?.throwIfAborted();
    const frames = Math.floor((buffer.end - state.position) / vadFrameSamples);
    const heard = buffer.slice(state.position, state.position + frames * vadFrameSamples);
    for (const probability of await detector.probabilities(heard)) {
      const step = stepSegmenter(state, probability, limits);
      state = step.state;
      if (step.closed !== null) yield cut(step.closed);
    }
    const lead = (state.speechStart ?? state.position) - limits.paddingBefore;
    const needed = Math.max(fromSample, state.cutAt, lead);
    buffer.dropBefore(needed);
    onProgress?.({ readSample: buffer.end, upToSample: waiting[0]?.paddedStart ?? needed });
  }
  const last = endSegmenter(state, limits);
  if (last !== null) yield cut(last);
}

async function recognizeWindow(
  window: SpeechWindow,
  spoken: SpokenLanguage,
  options: TranscribeFileOptions,
  signal: AbortSignal,
): Promise<FileLine[]> {
  const { recognizer, prompt, words = false } = options;
  const known = recognizer.info.languages;
  if (window.parts.length > 1 && !isSilence(window.samples)) {
    const { language } = spoken.ask(known, window.samples.length / 16_000);
    const request = { language, prompt, words, signal };
    const heard = await recognizer.recognize(window.samples, request);
    const text = recognizedText(heard);
    if (rejectText({ ...heard, text }) === null && !echoesPrompt(text, prompt ?? '')) {
      return toRecording(heard.pieces, heard.language, window);
    }
  }
  // One segment, or a window that went wrong: each segment by itself, so that one cannot spoil all.
  const lines: FileLine[] = [];
  for (const part of window.parts) {
    const samples = window.samples.slice(part.windowStart, part.windowStart + part.length);
    const { language, accept } = spoken.ask(known, samples.length / 16_000);
    const request = { language, prompt, words, signal };
    const heard = await recognizeSegment(recognizer, samples, request);
    if (heard === null) continue;
    accept();
    const alone: SpeechWindow = { ...window, parts: [{ ...part, windowStart: 0 }] };
    lines.push(...toRecording(heard.pieces, heard.language, alone));
  }
  return lines;
}

/**
 * Lines with their places in the recording. Where each stretch of speech became one piece, the voice
 * detector's times hold: the model's drift by seconds over a long window.
 */
function toRecording(
  pieces: readonly RecognizedPiece[],
  language: string,
  window: SpeechWindow,
): FileLine[] {
  const place = <T extends RecognizedWord>(timed: T): T => ({
    ...timed,
    startSample: sourcePosition(window, timed.startSample, 'start'),
    endSample: sourcePosition(window, timed.endSample, 'end'),
  });
  const alike = pieces.length === window.parts.length;
  return pieces.map((piece, index) => {
    const part = alike ? window.parts[index] : undefined;
    const line = { ...place(piece), language };
    const words = piece.words?.map(place);
    if (part === undefined) return words === undefined ? line : { ...line, words };
    const within = { startSample: part.speechStart, endSample: part.speechEnd };
    const clamped = words?.map((word) => clampTo(word, within));
    return { ...line, ...within, ...(clamped === undefined ? {} : { words: clamped }) };
  });
}

function clampTo<T extends RecognizedWord>(
  word: T,
  { startSample: start, endSample: end }: Pick<RecognizedWord, 'startSample' | 'endSample'>,
): T {
  const clamp = (sample: number): number => Math.max(start, Math.min(sample, end));
  return { ...word, startSample: clamp(word.startSample), endSample: clamp(word.endSample) };
}

/**
 * Where a position in the window is in the recording. On the seam of two segments an end belongs to
 * the earlier one and a start to the later.
 */
export function sourcePosition(
  window: SpeechWindow,
  position: number,
  edge: 'start' | 'end',
): number {
  const reached = window.parts.filter(({ windowStart }) =>
    edge === 'start' ? windowStart <= position : windowStart < position,
  );
  const part = reached.at(-1) ?? window.parts[0];
  if (part === undefined) return position;
  return part.sourceStart + Math.min(position - part.windowStart, part.length);
}
