import { describe, expect, test } from 'vitest';
import { replaceTimedWords, replaceWords } from './replaceWords.ts';

const rules = [
  { from: 'con fab', to: 'Confab' },
  { from: 'cooper netis', to: 'Kubernetes' },
  { from: 'cooper', to: 'Cooper' },
  { from: 'launch plan', to: 'roadmap' },
  { from: '컨팹', to: '콘팹' },
  { from: '김 민호', to: '김민호' },
  { from: 'C++', to: 'C plus plus' },
];

describe('rules', () => {
  test.each([
    ['We use con fab daily.', 'We use Confab daily.'],
    // Whole words only.
    ['The cooperation goes on.', 'The cooperation goes on.'],
    ['Icon fabric', 'Icon fabric'],
    // The longest first, and each place once.
    ['cooper netis and cooper', 'Kubernetes and Cooper'],
    // White space as it comes, punctuation stays.
    ['(con   fab), con fab!', '(Confab), Confab!'],
    // The case of the line, where the rule has none of its own.
    ['Launch plan: the LAUNCH PLAN', 'Roadmap: the ROADMAP'],
    // Korean particles are kept.
    [
      '컨팹은 좋고 컨팹에서는 김 민호가 컨팹을 씁니다',
      '콘팹은 좋고 콘팹에서는 김민호가 콘팹을 씁니다',
    ],
    ['컨팹터', '컨팹터'],
    ['con fab은', 'Confab은'],
    // Signs are no patterns.
    ['I write C++ now', 'I write C plus plus now'],
    ['', ''],
  ])('%s', (said, written) => expect(replaceWords(said, rules)).toBe(written));

  test('hold for decomposed letters too, and none change nothing', () => {
    expect(replaceWords('컨팹은'.normalize('NFD'), rules)).toBe('콘팹은');
    expect(replaceWords('con fab', [])).toBe('con fab');
  });
});

test('words that belong together become one with the times of both', () => {
  const words = ['We', 'use', 'con', 'fab,', 'cooper', 'said.'].map((text, at) => ({
    text,
    start: at,
    end: at + 1,
  }));
  const merge = <W extends { end: number; text: string }>(first: W, last: W, text: string): W => ({
    ...first,
    text,
    end: last.end,
  });
  expect(replaceTimedWords(words, rules, merge)).toEqual([
    { text: 'We', start: 0, end: 1 },
    { text: 'use', start: 1, end: 2 },
    { text: 'Confab,', start: 2, end: 4 },
    { text: 'Cooper', start: 4, end: 5 },
    { text: 'said.', start: 5, end: 6 },
  ]);
  expect(replaceTimedWords(words, [], merge)).toEqual(words);
});
