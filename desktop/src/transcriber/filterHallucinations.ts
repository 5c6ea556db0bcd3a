import { deflateSync } from 'node:zlib';

/** Thresholds of OpenAI's Whisper where it has one; see `Recognition` for the two probabilities. */
const silenceRms = 0.0025;
const noSpeechLimit = 0.6;
const unsureLimit = -1;
const compressionLimit = 2.4;
const echoWords = 4;

export interface HeardText {
  readonly text: string;
  readonly averageLogProbability: number;
  readonly noSpeechProbability: number;
}

export type Rejection = 'empty' | 'no-speech' | 'compressible' | 'repeating';

/** Whether a stretch of audio is too quiet to hold speech, whatever a model reads into it. */
export function isSilence(samples: Float32Array): boolean {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 || Math.sqrt(sum / samples.length) < silenceRms;
}

/**
 * Why a model's text cannot be what was said, or null. It looks at form and at the model's own
 * doubt, never at phrases: people do say "Okay." and "Thank you."
 */
export function rejectText(heard: HeardText): Rejection | null {
  if (!/[\p{L}\p{N}]/u.test(heard.text)) return 'empty';
  if (heard.noSpeechProbability > noSpeechLimit && heard.averageLogProbability < unsureLimit) {
    return 'no-speech';
  }
  if (compressionRatio(heard.text) > compressionLimit) return 'compressible';
  if (repeatsPhrase(heard.text)) return 'repeating';
  return null;
}

/** Length of the UTF-8 text by its deflated length; text that loops compresses well. */
export function compressionRatio(text: string): number {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.length / deflateSync(bytes).length;
}

/** Whether three to six words stand three times in a row. */
export function repeatsPhrase(text: string): boolean {
  const words = plainWords(text);
  for (let size = 3; size <= 6; size += 1) {
    for (let start = 0; start + 3 * size <= words.length; start += 1) {
      const repeats = words
        .slice(start, start + 2 * size)
        .every((word, offset) => word === words[start + offset + size]);
      if (repeats) return true;
    }
  }
  return false;
}

/**
 * Whether the text only gives back what the prompt held. It may still have been said: ask the model
 * again without the prompt.
 */
export function echoesPrompt(text: string, prompt: string): boolean {
  const words = plainWords(text);
  if (words.length < echoWords) return false;
  return ` ${plainWords(prompt).join(' ')} `.includes(` ${words.join(' ')} `);
}

function plainWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}
