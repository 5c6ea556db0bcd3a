import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

test('pauses grow from none to half a minute', () => {
  const middle = [0, 1, 2, 3, 4, 10, 100].map((attempt) => backoffMs(attempt, () => 0.5));
  expect(middle).toEqual([0, 300, 1200, 2700, 4800, 30_000, 30_000]);
});

test('and differ by up to a fifth', () => {
  expect(backoffMs(1, () => 0)).toBeCloseTo(240);
  expect(backoffMs(1, () => 1)).toBeCloseTo(360);
});
