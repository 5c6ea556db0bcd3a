import { expect, it } from 'vitest';
import { carryOver, speechPrompt } from './speechPrompt.ts';

it('carries over at most 200 characters of whole words', () => {
  expect(carryOver('We met at noon.')).toBe('We met at noon.');
  const words = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
  const carried = carryOver(words);
  expect(carried.length).toBeLessThanOrEqual(200);
  expect(carried.length).toBeGreaterThan(190);
  expect(words.endsWith(` ${carried}`)).toBe(true);
  expect(carryOver('会'.repeat(300))).toBe('会'.repeat(200));
  expect(carryOver(`${'a'.repeat(200)} ${'b'.repeat(199)}`)).toBe('b'.repeat(199));
  expect(carryOver('😀'.repeat(150)).isWellFormed()).toBe(true);
});

it('puts the glossary before what was said', () => {
  expect(speechPrompt('Nina, Confab', 'We met.')).toBe('Nina, Confab We met.');
  expect(speechPrompt(undefined, '')).toBe('');
});
