import type { Turn } from '@confab/shared-types';
import { englishRules } from './english/englishRules.ts';
import { koreanRules } from './korean/koreanRules.ts';
import type { LanguageRules } from './LanguageRules.ts';
import type { Steps } from './steps.ts';

/** A sentence that somebody said, as minutes are made from it. */
export interface Sentence {
  readonly text: string;
  readonly rules: LanguageRules;
  readonly language: 'en' | 'ko';
  readonly tokens: readonly string[];
  /** Its place among all turns. */
  readonly turn: number;
  readonly said: Turn;
}

const segmenters = {
  en: new Intl.Segmenter('en', { granularity: 'sentence' }),
  ko: new Intl.Segmenter('ko', { granularity: 'sentence' }),
};
const abbreviation = /(?:^|\s)(?:Dr|Mr|Mrs|Ms|Prof|vs|e\.g|i\.e|approx|No|St|Jr|Sr)\.\s*$/u;
/** Longer ones are cut where a clause ends: recognition puts few full stops into fast speech. */
const longest = 220;
const clauseEnd =
  /(?:[,;]\s+|\s+(?=(?:and then|and so|but|because|so that)\s)|(?<=[가-힣](?:데요|고요|니다|어요|아요|거든요))\s+)/u;

/** The sentences of all turns, without what only fills pauses. */
export function* splitSentences(turns: readonly Turn[]): Steps<Sentence[]> {
  const sentences: Sentence[] = [];
  for (const [turn, said] of turns.entries()) {
    const language = languageOf(said.text);
    const rules = language === 'ko' ? koreanRules : englishRules;
    for (const sentence of sentencesOf(said.text, language)) {
      const text = rules.withoutFillers(sentence);
      if (!/[\p{L}\p{N}]/u.test(text)) continue;
      sentences.push({ text, rules, language, tokens: rules.tokens(text), turn, said });
    }
    yield;
  }
  return sentences;
}

/** Korean when it is written in Hangul for a good part: English terms stand in Korean speech. */
function languageOf(text: string): 'en' | 'ko' {
  const hangul = text.match(/[가-힣]/gu)?.length ?? 0;
  const latin = text.match(/[A-Za-z]/gu)?.length ?? 0;
  return hangul * 3 > latin ? 'ko' : 'en';
}

function sentencesOf(text: string, language: 'en' | 'ko'): string[] {
  const sentences: string[] = [];
  for (const { segment } of segmenters[language].segment(text)) {
    const before = sentences.at(-1);
    if (before !== undefined && abbreviation.test(before)) {
      sentences[sentences.length - 1] = before + segment;
    } else {
      sentences.push(segment);
    }
  }
  return sentences.flatMap((sentence) => cut(sentence.trim()));
}

function cut(sentence: string): string[] {
  if (sentence.length <= longest) return [sentence];
  const pieces: string[] = [];
  for (const clause of sentence.split(new RegExp(clauseEnd, 'gu'))) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + clause.length < longest) {
      pieces[pieces.length - 1] = `${last}, ${clause}`;
    } else {
      pieces.push(clause);
    }
  }
  return pieces;
}
