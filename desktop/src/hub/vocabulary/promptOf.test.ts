import { expect, test } from 'vitest';
import { promptOf } from './promptOf.ts';

const none = { people: [], terms: [], titles: [], members: [] };

test('names people of the call first and everything once', () => {
  expect(
    promptOf({
      people: ['Anna Kim', '이민호'],
      terms: ['Confab', 'anna kim'],
      titles: ['Launch plan, 2027', ''],
      members: ['이민호', 'Bob'],
    }),
  ).toBe('Anna Kim, 이민호, Confab, Launch plan 2027, Bob.');
  expect(promptOf(none)).toBeUndefined();
});

test('leaves out what does not fit and goes on with what does', () => {
  const terms = Array.from({ length: 300 }, (_, at) => `a term numbered ${at}`);
  const prompt = promptOf({ ...none, people: ['Anna'], terms, titles: ['x'.repeat(61)] }) ?? '';
  expect(prompt.startsWith('Anna, a term numbered 0, ')).toBe(true);
  expect(prompt.length).toBeLessThan(500);
  const korean = promptOf({ ...none, titles: Array.from({ length: 99 }, (_, at) => `회의${at}`) });
  expect(korean?.length).toBeLessThan(250);
});
