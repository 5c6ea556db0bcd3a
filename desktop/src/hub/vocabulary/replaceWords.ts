import type { ReplacementRule } from '@confab/shared-types';

/** Particles that follow a Korean word without a space; up to three may follow each other. */
const particles = [
  ...[
    '은',
    '는',
    '이',
    '가',
    '을',
    '를',
    '과',
    '와',
    '의',
    '에',
    '로',
    '도',
    '만',
    '랑',
    '나',
    '야',
  ],
  ...['에서', '에게', '께', '께서', '한테', '으로', '까지', '부터', '처럼', '보다', '마다', '조차'],
  ...['이랑', '이나', '라고', '이라고', '라는', '이라는', '들', '님', '씨', '하고', '밖에', '요'],
  ...['입니다', '이에요', '예요', '이다', '인데', '인가요', '이고', '이라', '라'],
];
const afterWord = `(?=(?:${particles.join('|')}){0,3}(?![\\p{L}\\p{N}]))`;
const beforeWord = '(?<![\\p{L}\\p{N}])';

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A word with whatever else is known of it. */
export interface TimedWord {
  readonly text: string;
}

/** A text with the rules applied: to whole words, once, the longest first; particles and case stay. */
export function replaceWords(line: string, rules: readonly ReplacementRule[]): string {
  const text = line.normalize('NFC');
  let result = '';
  let position = 0;
  for (const { start, end, text: replacement } of findReplacements(text, rules)) {
    result += text.slice(position, start) + replacement;
    position = end;
  }
  return result + text.slice(position);
}

/**
 * The same for words that have times. Words that were heard apart and belong together become one:
 * `merge` makes it, of the first and the last.
 */
export function replaceTimedWords<W extends TimedWord>(
  words: readonly W[],
  rules: readonly ReplacementRule[],
  merge: (first: W, last: W, text: string) => W,
): W[] {
  const starts: number[] = [];
  let text = '';
  for (const word of words) {
    if (text !== '' && !/^\s|\s$/.test(text.slice(-1) + word.text.slice(0, 1))) text += ' ';
    starts.push(text.length);
    text += word.text.normalize('NFC');
  }
  const result: W[] = [];
  const wordAt = (position: number): number => starts.findLastIndex((start) => start <= position);
  let next = 0;
  for (const found of groupByWords(findReplacements(text, rules), wordAt)) {
    result.push(...words.slice(next, found.first));
    const first = words[found.first];
    const last = words[found.last];
    const from = starts[found.first];
    if (first === undefined || last === undefined || from === undefined) break;
    const whole = text.slice(from, (starts[found.last] ?? 0) + last.text.length);
    result.push(merge(first, last, replaceWords(whole, rules)));
    next = found.last + 1;
  }
  return [...result, ...words.slice(next)];
}

/** Runs of words that replacements touch; two in one word are one run. */
function groupByWords(
  replacements: readonly Replacement[],
  wordAt: (position: number) => number,
): { first: number; last: number }[] {
  const groups: { first: number; last: number }[] = [];
  for (const { start, end } of replacements) {
    const [first, last] = [wordAt(start), wordAt(end - 1)];
    const previous = groups.at(-1);
    if (previous !== undefined && first <= previous.last) previous.last = last;
    else groups.push({ first, last });
  }
  return groups;
}

function findReplacements(text: string, rules: readonly ReplacementRule[]): Replacement[] {
  if (rules.length === 0) return [];
  const byHeard = new Map(rules.map((rule) => [fold(rule.from), rule.to]));
  const heard = [...byHeard.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((from) => from.split(' ').map(escapeRegExp).join('\\s+'));
  const pattern = new RegExp(`${beforeWord}(?:${heard.join('|')})${afterWord}`, 'giu');
  return [...text.matchAll(pattern)].flatMap(({ 0: found, index }) => {
    const to = byHeard.get(fold(found));
    if (to === undefined) return [];
    return [{ start: index, end: index + found.length, text: inCaseOf(found, to) }];
  });
}

/** As the words were written in the line: at a sentence's beginning, or all in capitals. */
function inCaseOf(found: string, to: string): string {
  if (/\p{Lu}/u.test(to)) return to;
  if (/\p{Lu}.*\p{Lu}/su.test(found) && found === found.toUpperCase()) return to.toUpperCase();
  if (/^\p{Lu}/u.test(found)) return to.replace(/^./u, (first) => first.toUpperCase());
  return to;
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase().split(/\s+/u).join(' ');
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/** A word without the Korean particle it ends in, and that particle. */
export function splitParticle(word: string): { readonly stem: string; readonly particle: string } {
  const found = particles
    .filter((each) => word.endsWith(each) && word.length - each.length >= 2)
    .toSorted((a, b) => b.length - a.length)[0];
  if (found === undefined) return { stem: word, particle: '' };
  return { stem: word.slice(0, -found.length), particle: found };
}
