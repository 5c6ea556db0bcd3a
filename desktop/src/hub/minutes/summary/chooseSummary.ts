import type { MinutesTemplate } from '@confab/shared-types';
import { chooseDiverse, textRank, vectorsOf } from './rankSentences.ts';
import type { Sentence } from './splitSentences.ts';
import type { Steps } from './steps.ts';

/** So many are compared with each other; of a longer call, those that say most. */
const mostCompared = 400;
const leastWords = 3;
/** A sentence of about so many content words is worth most: long ones match everything. */
const goodLength = 14;

const bounds: Readonly<Record<MinutesTemplate, { least: number; most: number; per: number }>> = {
  meeting: { least: 4, most: 8, per: 7 },
  lecture: { least: 4, most: 12, per: 9 },
  interview: { least: 4, most: 10, per: 10 },
  'stand-up': { least: 2, most: 12, per: 3 },
};

/**
 * The sentences that tell best what was said, in the order they were said. How many goes by the
 * length of the call; what a template wants is weighed more.
 */
export function* chooseSummary(
  sentences: readonly Sentence[],
  template: MinutesTemplate,
): Steps<readonly Sentence[]> {
  const telling: Sentence[] = [];
  for (const sentence of sentences) {
    if (isTelling(sentence, template)) telling.push(sentence);
    yield;
  }
  const candidates = yield* mostTelling(telling);
  const vectors = vectorsOf(candidates);
  const scores = (yield* textRank(vectors)).map((rank, at) => {
    const sentence = candidates[at];
    if (sentence === undefined) return 0;
    return (1 + rank) * lengthWorth(sentence) * worth(sentence, template);
  });
  const highest = Math.max(...scores, Number.MIN_VALUE);
  const weighed = vectors.map((vector, at) => ({ vector, score: (scores[at] ?? 0) / highest }));
  const { least, most, per } = bounds[template];
  const count = Math.min(most, Math.max(least, Math.round(candidates.length / per)));
  const wanted = template === 'stand-up' ? candidates.length : count;
  const order = yield* chooseDiverse(weighed, wanted);
  const chosen = order.flatMap((at) => candidates[at] ?? []);
  const kept = template === 'stand-up' ? ofEachSpeaker(chosen, most) : chosen;
  return kept.toSorted((a, b) => sentences.indexOf(a) - sentences.indexOf(b));
}

function isTelling({ text, rules, tokens }: Sentence, template: MinutesTemplate): boolean {
  if (tokens.length < leastWords || rules.isQuestion(text)) return false;
  return template === 'stand-up' ? rules.isProgress(text) : !rules.isDeferral(text);
}

function* mostTelling(sentences: readonly Sentence[]): Steps<readonly Sentence[]> {
  if (sentences.length <= mostCompared) return sentences;
  const worths = new Map<Sentence, number>();
  for (const sentence of sentences) {
    worths.set(sentence, emphasis(sentence) * lengthWorth(sentence));
    yield;
  }
  const inOrder = sentences.toSorted((a, b) => (worths.get(b) ?? 0) - (worths.get(a) ?? 0));
  const kept = new Set(inOrder.slice(0, mostCompared));
  return sentences.filter((each) => kept.has(each));
}

function lengthWorth({ tokens }: Sentence): number {
  const ratio = tokens.length / goodLength;
  return ratio <= 1 ? 0.3 + 0.7 * ratio : 1 / Math.sqrt(ratio);
}

function emphasis({ text, rules }: Sentence): number {
  return (rules.isEmphasis(text) ? 1.5 : 1) * (rules.hasFigures(text) ? 1.25 : 1);
}

function worth(sentence: Sentence, template: MinutesTemplate): number {
  const { text, rules } = sentence;
  const isTask = rules.actionForm(text, false) !== null;
  const isListed = rules.isDecision(text) || rules.isProposal(text);
  switch (template) {
    case 'meeting':
    case 'stand-up':
      // What is listed by itself need not be told twice.
      return emphasis(sentence) * (isTask || isListed ? 0.6 : 1);
    case 'lecture':
      return emphasis(sentence) ** 2;
    case 'interview':
      return emphasis(sentence);
  }
}

/** Two sentences of each, so that nobody's day is left out. */
function ofEachSpeaker(sentences: readonly Sentence[], most: number): readonly Sentence[] {
  const taken = new Map<string, number>();
  return sentences
    .filter(({ said }) => {
      const count = taken.get(said.speaker) ?? 0;
      taken.set(said.speaker, count + 1);
      return count < 2;
    })
    .slice(0, Math.max(most, taken.size));
}
