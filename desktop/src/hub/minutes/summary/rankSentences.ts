import type { Sentence } from './splitSentences.ts';
import type { Steps } from './steps.ts';

/** What a sentence is about: its terms with their weights, of length 1. */
export type Vector = ReadonlyMap<string, number>;

const damping = 0.85;
const rounds = 30;

/** TF-IDF vectors of sentences: terms that stand in few of them weigh more. */
export function vectorsOf(sentences: readonly Sentence[]): Vector[] {
  const inSentences = new Map<string, number>();
  for (const { tokens } of sentences) {
    for (const term of new Set(tokens)) inSentences.set(term, (inSentences.get(term) ?? 0) + 1);
  }
  return sentences.map(({ tokens }) => {
    const weights = new Map<string, number>();
    for (const term of tokens) {
      const idf = Math.log(1 + sentences.length / (inSentences.get(term) ?? 1));
      weights.set(term, (weights.get(term) ?? 0) + idf);
    }
    const length = Math.hypot(...weights.values());
    return new Map([...weights].map(([term, weight]) => [term, weight / length]));
  });
}

/** Cosine of the angle between two vectors: 0, nothing in common, to 1, the same. */
export function similarity(one: Vector, other: Vector): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let sum = 0;
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0);
  return sum;
}

/**
 * How central each sentence is: TextRank (Mihalcea and Tarau 2004) over their similarity, scaled so
 * that the highest is 1. What resembles nothing else gets little.
 */
export function* textRank(vectors: readonly Vector[]): Steps<number[]> {
  const edges = vectors.map(() => new Float64Array(vectors.length));
  for (const [from, one] of vectors.entries()) {
    yield;
    for (const [to, other] of vectors.slice(0, from).entries()) {
      const weight = similarity(one, other);
      edges[from]?.fill(weight, to, to + 1);
      edges[to]?.fill(weight, from, from + 1);
    }
  }
  const outgoing = edges.map((row) => row.reduce((sum, weight) => sum + weight, 0));
  let ranks = vectors.map(() => 1);
  for (let round = 0; round < rounds; round++) {
    yield;
    ranks = vectors.map((_, to) => {
      let incoming = 0;
      for (const [from, rank] of ranks.entries()) {
        const weight = edges[from]?.[to] ?? 0;
        if (weight > 0) incoming += (weight / (outgoing[from] ?? 1)) * rank;
      }
      return 1 - damping + damping * incoming;
    });
  }
  const highest = Math.max(...ranks, Number.MIN_VALUE);
  return ranks.map((rank) => rank / highest);
}

export interface Candidate {
  readonly score: number;
  readonly vector: Vector;
}

const relevance = 0.7;

/**
 * Chooses candidates that are good and unlike each other: maximal marginal relevance (Carbonell and
 * Goldstein 1998). Answers their places, best first.
 */
export function* chooseDiverse(candidates: readonly Candidate[], count: number): Steps<number[]> {
  const left = new Set(candidates.keys());
  const chosen: number[] = [];
  while (chosen.length < count && left.size > 0) {
    yield;
    let best = -1;
    let bestWorth = -Infinity;
    for (const at of left) {
      const candidate = candidates[at];
      if (candidate === undefined) continue;
      const alike = chosen.map((other) =>
        similarity(candidate.vector, candidates[other]?.vector ?? new Map()),
      );
      const worth = relevance * candidate.score - (1 - relevance) * Math.max(0, ...alike);
      if (worth > bestWorth) [best, bestWorth] = [at, worth];
    }
    left.delete(best);
    chosen.push(best);
  }
  return chosen;
}
