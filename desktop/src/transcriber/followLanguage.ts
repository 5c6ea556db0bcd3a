/** How likely each language is, 0..1, as a model hears it in a stretch of speech. */
export type LanguageProbabilities = Readonly<Record<string, number>>;

/** What is known of the language of a speaker or a recording. */
export interface LanguageBelief {
  /** Null until something was heard. */
  readonly language: string | null;
  /** Seconds of speech that the choice rests on. */
  readonly seconds: number;
  /** Sum over what was heard of seconds times the logarithm of the probability. */
  readonly evidence: LanguageProbabilities;
  /** What is spoken instead, as the latest stretches say one after the other. */
  readonly other: { readonly language: string; readonly count: number } | null;
}

export interface LanguageRules {
  /** Speech after which the language stays, but for strong evidence. */
  readonly settledSeconds: number;
  /** Stretches one after the other that must say another language. */
  readonly stretchesToChange: number;
}

/** A person keeps to a language: a word of another is no reason to change. */
export const speakerRules: LanguageRules = { settledSeconds: 3, stretchesToChange: 3 };
/** In a recording anybody may speak next. */
export const recordingRules: LanguageRules = { settledSeconds: 1, stretchesToChange: 1 };

export const noBelief: LanguageBelief = { language: null, seconds: 0, evidence: {}, other: null };

const sure = 0.8;
/** A shorter stretch says too little against what is known. */
const shortestEvidence = 1;
const leastProbability = 1e-6;

/** What is believed once another stretch of speech was heard; its `language` is that stretch's. */
export function followLanguage(
  belief: LanguageBelief,
  heard: LanguageProbabilities,
  seconds: number,
  rules: LanguageRules,
): LanguageBelief {
  const likeliest = best(heard);
  if (likeliest === null) return belief;
  if (belief.language === null || belief.seconds < rules.settledSeconds) {
    const evidence = addEvidence(belief.evidence, heard, seconds);
    return { language: best(evidence), seconds: belief.seconds + seconds, evidence, other: null };
  }
  if (likeliest === belief.language) return { ...belief, other: null };
  // Neither for nor against.
  if (seconds < shortestEvidence || (heard[likeliest] ?? 0) < sure) return belief;
  const count = belief.other?.language === likeliest ? belief.other.count + 1 : 1;
  if (count < rules.stretchesToChange) {
    return { ...belief, other: { language: likeliest, count } };
  }
  return { language: likeliest, seconds: rules.settledSeconds, evidence: {}, other: null };
}

/** A belief that was formed elsewhere and holds until strong evidence against it. */
export function believing(language: string, rules: LanguageRules): LanguageBelief {
  return { language, seconds: rules.settledSeconds, evidence: {}, other: null };
}

/**
 * The languages to choose between: those of `candidates` that the model knows, or all of it. With
 * one there is nothing to find out.
 */
export function possibleLanguages(
  known: readonly string[],
  candidates: readonly string[] = [],
): readonly string[] {
  const possible = known.filter((language) => candidates.includes(language));
  return possible.length > 0 ? possible : known;
}

/** Leaves only some languages, made to sum up to 1 again. */
export function amongLanguages(
  heard: LanguageProbabilities,
  possible: readonly string[],
): LanguageProbabilities {
  const kept = possible.map((language) => [language, heard[language] ?? 0] as const);
  const total = kept.reduce((sum, [, probability]) => sum + probability, 0);
  return Object.fromEntries(
    kept.map(([language, probability]) => [language, total > 0 ? probability / total : 0]),
  );
}

function addEvidence(
  evidence: LanguageProbabilities,
  heard: LanguageProbabilities,
  seconds: number,
): LanguageProbabilities {
  return Object.fromEntries(
    Object.entries(heard).map(([language, probability]) => [
      language,
      (evidence[language] ?? 0) + seconds * Math.log(Math.max(probability, leastProbability)),
    ]),
  );
}

function best(scores: LanguageProbabilities): string | null {
  let found: string | null = null;
  for (const [language, score] of Object.entries(scores)) {
    if (found === null || score > (scores[found] ?? -Infinity)) found = language;
  }
  return found;
}
