export interface PromptSources {
  /** Names, the most likely to be said first. */
  readonly people: readonly string[];
  readonly terms: readonly string[];
  /** Last opened first. */
  readonly titles: readonly string[];
  /** Members who are not in the call. */
  readonly members: readonly string[];
}

/** Half of Whisper's context is for a prompt (224 tokens); what the speaker just said wants a part. */
const tokenBudget = 140;
const longestTitle = 60;

/**
 * Words a model is told to expect, as many as fit: people of the call first, then the glossary, the
 * pages last opened and the other members. Undefined: there are none.
 */
export function promptOf({ people, terms, titles, members }: PromptSources): string | undefined {
  const shortTitles = titles.filter((title) => title.length <= longestTitle);
  const chosen = new Map<string, string>();
  let tokens = 0;
  for (const name of [...people, ...terms, ...shortTitles, ...members]) {
    const term = name.replace(/[\s,]+/gu, ' ').trim();
    const key = term.toLowerCase();
    const cost = tokensOf(term) + 1;
    if (term === '' || chosen.has(key) || tokens + cost > tokenBudget) continue;
    chosen.set(key, term);
    tokens += cost;
  }
  return chosen.size === 0 ? undefined : `${[...chosen.values()].join(', ')}.`;
}

/** About: Whisper's tokens hold four Latin letters, and hardly a syllable of other scripts. */
function tokensOf(term: string): number {
  let tokens = 0;
  for (const character of term) tokens += /[\p{Script=Latin}\p{N}\s]/u.test(character) ? 0.3 : 1.5;
  return Math.ceil(tokens);
}
