import type { LoadedModel } from '@confab/shared-types';
import type { LanguageProbabilities } from './followLanguage.ts';

/** A stretch of text the model put between two times; times are samples within what it was given. */
export interface RecognizedPiece {
  readonly text: string;
  readonly startSample: number;
  readonly endSample: number;
  readonly words?: readonly RecognizedWord[];
}

export interface RecognizedWord {
  readonly text: string;
  readonly startSample: number;
  readonly endSample: number;
}

export interface Recognition {
  readonly pieces: readonly RecognizedPiece[];
  /** What it was taken for. */
  readonly language: string;
  /** Mean natural log of the text tokens' probabilities; 0 where there is no text. */
  readonly averageLogProbability: number;
  /** The model's own opinion that nobody speaks; 0 where it has none. */
  readonly noSpeechProbability: number;
}

export interface RecognizeOptions {
  /** What is spoken; or what chooses it once the model has heard the audio. */
  readonly language: string | ChooseLanguage;
  readonly prompt?: string | undefined;
  /** Ask for times of words; they cost a little and not every model has them. */
  readonly words?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Is given the probabilities of all languages the model knows; they sum up to 1. */
export type ChooseLanguage = (heard: LanguageProbabilities) => string;

/** A speech model in memory. One call at a time; see `InferenceQueue`. */
export interface SpeechRecognizer {
  readonly info: LoadedModel;
  /** Whether words given as a prompt steer it. */
  readonly takesPrompt: boolean;
  /**
   * `samples` are mono 16 kHz, at most `info.windowSeconds` of speech and a second of padding.
   * Throws a ConfabError (`language-unsupported`, `model-out-of-memory`) or the signal's reason.
   */
  recognize(samples: Float32Array, options: RecognizeOptions): Promise<Recognition>;
  dispose(): Promise<void>;
}

export function recognizedText(recognition: Recognition): string {
  return recognition.pieces
    .map((piece) => piece.text)
    .join(' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
