/** Words of a folded text; everything else divides them. */
const word = /[\p{L}\p{N}]+/gu;
/**
 * Writing in which a word has few letters: its terms are pairs of letters, since the two syllables
 * of a usual Korean word hold no longer one. Other writing has terms of three.
 */
const dense =
  /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc]+|[^\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc]+/gu;
const denseLetter =
  /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc]/u;

export function wordsOf(folded: string): string[] {
  return folded.match(word) ?? [];
}

/**
 * What the index holds for a folded text. Any two letters in a row of dense writing, any three of
 * other writing, and the first two of every word.
 */
export function indexTerms(folded: string): Set<string> {
  const terms = new Set<string>();
  for (const run of runsOf(folded)) {
    const letters = [...run];
    const size = denseLetter.test(run) ? 2 : 3;
    if (letters.length <= size) terms.add(run);
    else for (const term of grams(letters, size)) terms.add(term);
    if (size === 3 && letters.length > 2) terms.add(letters.slice(0, 2).join(''));
  }
  return terms;
}

/**
 * What the index must hold of a text in which every one of the words can stand; the text is to be
 * looked at after, for these say little about order. Null when they are too short to be looked up.
 */
export function queryTerms(words: readonly string[]): string | null {
  const terms = new Set<string>();
  let beginning: string | null = null;
  for (const each of words) {
    const runs = runsOf(each);
    for (const run of runs) {
      const letters = [...run];
      const isDense = denseLetter.test(run);
      const size = isDense ? 2 : 3;
      if (letters.length >= size) for (const term of grams(letters, size)) terms.add(term);
      // Beside other writing a short run may be the end of a longer one.
      else if (runs.length === 1 && letters.length === 2) terms.add(run);
      else if (runs.length === 1 && isDense) beginning = run;
    }
  }
  if (terms.size > 0) return [...terms].map((term) => `"${term}"`).join(' AND ');
  return beginning === null ? null : `"${beginning}" *`;
}

function runsOf(folded: string): string[] {
  return wordsOf(folded).flatMap((each) => each.match(dense) ?? []);
}

function* grams(letters: readonly string[], size: number): Generator<string> {
  for (let at = 0; at + size <= letters.length; at++) {
    yield letters.slice(at, at + size).join('');
  }
}
