import type { MinutesPoint, MinutesSummary } from '@confab/shared-types';
import { extractiveSummariser } from '../Summariser.ts';
import type { WordsOfCall } from '../Summariser.ts';

/**
 * The minutes with what people marked and a model left out, in their words: a mark is not for a
 * model to overrule.
 */
export async function addMarked(
  minutes: MinutesSummary,
  words: WordsOfCall,
  signal: AbortSignal,
): Promise<MinutesSummary> {
  const turns = words.turns.filter(({ marks }) => marks.length > 0);
  if (turns.length === 0) return minutes;
  const marked = await extractiveSummariser.summarise({ ...words, turns }, signal);
  const places = new Map(words.turns.map(({ utterance }, at) => [utterance, at]));
  return {
    summary: minutes.summary,
    decisions: joined(minutes.decisions, marked.decisions, places),
    actions: joined(minutes.actions, marked.actions, places),
    questions: joined(minutes.questions, marked.questions, places),
  };
}

/** In the order they were said. */
function joined<T extends MinutesPoint>(
  written: readonly T[],
  marked: readonly T[],
  places: ReadonlyMap<string, number>,
): T[] {
  const about = new Set(written.flatMap(({ utterances }) => utterances));
  const missing = marked.filter(({ utterances }) => !utterances.some((each) => about.has(each)));
  const placeOf = ({ utterances }: T): number => places.get(utterances[0] ?? '') ?? 0;
  return [...written, ...missing].toSorted((a, b) => placeOf(a) - placeOf(b));
}
