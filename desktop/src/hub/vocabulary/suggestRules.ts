import type { ReplacementRule } from '@confab/shared-types';
import { diffArrays } from 'diff';
import { splitParticle } from './replaceWords.ts';

/** A line as it was heard and as the person corrected it. */
export interface CorrectedLine {
  readonly original: string;
  readonly corrected: string;
}

/** More than this is a sentence put another way, no word heard wrongly. */
const longestWords = 3;

/** What was exchanged for something else in a line, by words; each once. */
export function exchangedWords({ original, corrected }: CorrectedLine): ReplacementRule[] {
  const changes = diffArrays(wordsOf(original), wordsOf(corrected));
  const rules = changes.flatMap((change, index) => {
    const next = changes[index + 1];
    if (!change.removed || next?.added !== true) return [];
    if (Math.max(change.value.length, next.value.length) > longestWords) return [];
    return withoutParticle(change.value.join(' '), next.value.join(' '));
  });
  return [...new Map(rules.map((rule) => [keyOf(rule), rule])).values()];
}

/**
 * Rules that would have made a correction which was made in two lines or more, the most frequent
 * first. `known`: rules there are already, and those the person does not want.
 */
export function suggestRules(
  exchangedByLine: readonly (readonly ReplacementRule[])[],
  known: readonly ReplacementRule[] = [],
): ReplacementRule[] {
  const seen = new Map<string, { readonly rule: ReplacementRule; readonly count: number }>();
  for (const rule of exchangedByLine.flat()) {
    const key = keyOf(rule);
    seen.set(key, { rule, count: (seen.get(key)?.count ?? 0) + 1 });
  }
  const answered = new Set(known.map(keyOf));
  return [...seen.values()]
    .filter(({ count, rule }) => count >= 2 && !answered.has(keyOf(rule)))
    .toSorted((a, b) => b.count - a.count)
    .map(({ rule }) => rule);
}

/** A particle that both end in is of the sentence, not of the word. */
function withoutParticle(from: string, to: string): ReplacementRule[] {
  const [heard, meant] = [splitParticle(from), splitParticle(to)];
  const rule =
    heard.particle === meant.particle ? { from: heard.stem, to: meant.stem } : { from, to };
  return rule.from === rule.to || rule.from.length > 100 || rule.to.length > 100 ? [] : [rule];
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFC')
    .split(/\s+/u)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => word !== '');
}

/** Rules of the same key do the same. */
export function keyOf({ from, to }: ReplacementRule): string {
  return `${from.toLowerCase()}\n${to}`;
}
