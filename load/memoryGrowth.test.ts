import { expect, test } from 'vitest';
import { memoryGrowth } from './memoryGrowth.ts';

const samples = (valueAt: (at: number) => number) =>
  Array.from({ length: 50 }, (_, at) => valueAt(at));

test('what stays level does not grow, however it began', () => {
  expect(memoryGrowth(samples((at) => (at < 8 ? 10 * at : 100)))).toBe(0);
});

test('what leaks grows', () => {
  expect(memoryGrowth(samples((at) => 100 + at))).toBeCloseTo(30 / 115, 2);
});

test('one spike is noise', () => {
  expect(memoryGrowth(samples((at) => (at === 48 ? 900 : 100)))).toBe(0);
});

test('of a short run nothing is said', () => {
  expect(memoryGrowth([1, 2, 3])).toBeNull();
});
