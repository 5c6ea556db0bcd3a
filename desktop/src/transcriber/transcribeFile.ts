import { isSilence, rejectText } from './filterHallucinations.ts';
import { packSegments } from './packSegments.ts';
import type { SpeechWindow } from './packSegments.ts';
import { recognizeSegment } from './recognizeSegment.ts';
import { SampleBuffer } from './SampleBuffer.ts';
import { endSegmenter, segmentLimits, segmenterAt, stepSegmenter } from './segmentSpeech.ts';
import type { SpeechSegment } from './segmentSpeech.ts';
import { vadFrameSamples } from './VoiceDetector.ts';
import type { VoiceDetector } from './VoiceDetector.ts';
import { recognizedText } from './SpeechRecognizer.ts';
import type { RecognizedPiece, RecognizedWord, SpeechRecognizer } from './SpeechRecognizer.ts';

/** A line of a recording; positions are samples since its start. */
export type FileLine = RecognizedPiece;

export interface TranscribeFileOptions {
  readonly recognizer: SpeechRecognizer;
  readonly detector: VoiceDetector;
  readonly language: string;
  readonly prompt?: string | undefined;
  /** Ask for times of words too; where a model has them they take about a tenth of its time. */
  readonly words?: boolean;
  readonly signal?: AbortSignal;
  /** Told how far the recording was read; lines follow at most a window later. */
  readonly onProgress?: (upToSample: number) => void;
  /** Runs an inference when it may; by default at once. */
  readonly schedule?: <T>(task: () => Promise<T>) => Promise<T>;
}

/**
 * Transcribes a recording of any length as it comes in. Speech is packed into windows as long as
 * the model can take, without the silence between, since Whisper pads every window to 30 s.
 */
export async function* transcribeFile(
  audio: AsyncIterable<Float32Array>,
  options: TranscribeFileOptions,
): AsyncGenerator<FileLine> {
  const schedule = options.schedule ?? ((task) => task());
  const windowSamples = options.recognizer.info.windowSeconds * 16_000;
  for await (const window of packSegments(findSpeech(audio, options), windowSamples)) {
    options.signal?.throwIfAborted();
    yield* await schedule(() => recognizeWindow(window, options));
  }
}

interface HeardSegment {
  readonly segment: SpeechSegment;
  readonly samples: Float32Array;
}

async function* findSpeech(
  audio: AsyncIterable<Float32Array>,
  { recognizer, detector, signal, onProgress }: TranscribeFileOptions,
): AsyncGenerator<HeardSegment> {
  const padding = 0.5;
  const limits = segmentLimits(recognizer.info.windowSeconds - padding);
  const buffer = new SampleBuffer();
  let state = segmenterAt(0);
  for await (const samples of audio) {
    buffer.append(samples);
    while (state.position + vadFrameSamples <= buffer.end) {
      signal?.throwIfAborted();
      const frame = buffer.slice(state.position, state.position + vadFrameSamples);
      const step = stepSegmenter(state, await detector.probability(frame), limits);
      state = step.state;
      if (step.closed !== null) yield cut(buffer, step.closed);
    }
    const lead = (state.speechStart ?? state.position) - limits.paddingBefore;
    buffer.dropBefore(Math.max(state.cutAt, lead));
    onProgress?.(buffer.end);
  }
  const last = endSegmenter(state, limits);
  if (last !== null) yield cut(buffer, last);
}

function cut(buffer: SampleBuffer, segment: SpeechSegment): HeardSegment {
  return { segment, samples: buffer.slice(segment.paddedStart, segment.paddedEnd) };
}

async function recognizeWindow(
  window: SpeechWindow,
  options: TranscribeFileOptions,
): Promise<FileLine[]> {
  const { recognizer, language, prompt, signal, words = false } = options;
  const request = { language, prompt, words, signal };
  if (window.parts.length > 1 && !isSilence(window.samples)) {
    const heard = await recognizer.recognize(window.samples, request);
    if (rejectText({ ...heard, text: recognizedText(heard) }) === null) {
      return heard.pieces.map((piece) => toRecording(piece, window));
    }
  }
  // One segment, or a window that went wrong: each segment by itself, so that one cannot spoil all.
  const lines: FileLine[] = [];
  for (const part of window.parts) {
    const samples = window.samples.slice(part.windowStart, part.windowStart + part.length);
    const heard = await recognizeSegment(recognizer, samples, request);
    if (heard === null) continue;
    const alone: SpeechWindow = { ...window, parts: [{ ...part, windowStart: 0 }] };
    lines.push(...heard.pieces.map((piece) => toRecording(piece, alone)));
  }
  return lines;
}

function toRecording(piece: RecognizedPiece, window: SpeechWindow): FileLine {
  const place = <T extends RecognizedWord>(timed: T): T => ({
    ...timed,
    startSample: sourcePosition(window, timed.startSample, 'start'),
    endSample: sourcePosition(window, timed.endSample, 'end'),
  });
  const line = place(piece);
  return piece.words === undefined ? line : { ...line, words: piece.words.map(place) };
}

/**
 * Where a position in the window is in the recording. On the seam of two segments an end belongs to
 * the earlier one and a start to the later.
 */
export function sourcePosition(
  window: Pick<SpeechWindow, 'parts'>,
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
