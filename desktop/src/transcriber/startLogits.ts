import type { LanguageProbabilities } from './followLanguage.ts';
import { logSumExp } from './TokenConfidence.ts';

/** Ids of the tokens that can follow `<|startoftranscript|>`. */
export interface StartTokens {
  readonly languages: Readonly<Record<string, number>>;
  /** `<|nospeech|>`; not every model has one. */
  readonly noSpeech: number | undefined;
}

/** The model's opinion that nobody speaks, 0..1; 0 where it has none. */
export function noSpeechProbability(row: Float32Array, { noSpeech }: StartTokens): number {
  return noSpeech === undefined ? 0 : Math.exp((row[noSpeech] ?? -Infinity) - logSumExp(row));
}

/** How likely it is each language, if it is one; they sum up to 1. */
export function languageProbabilities(
  row: Float32Array,
  { languages }: StartTokens,
): LanguageProbabilities {
  const entries = Object.entries(languages);
  const logits = Float32Array.from(entries, ([, id]) => row[id] ?? -Infinity);
  const total = logSumExp(logits);
  return Object.fromEntries(
    entries.map(([language], index) => [language, Math.exp((logits[index] ?? -Infinity) - total)]),
  );
}
