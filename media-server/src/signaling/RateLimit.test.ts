import { expect, test } from 'vitest';
import { RateLimit } from './RateLimit.ts';

const taken = (limit: RateLimit, now: number, tries: number) =>
  Array.from({ length: tries }, () => limit.take(now)).filter(Boolean).length;

test('lets a burst through, then what it earns a second', () => {
  const limit = new RateLimit(10, 25, 0);
  expect(taken(limit, 0, 100)).toBe(25);
  expect(taken(limit, 500, 100)).toBe(5);
  expect(taken(limit, 100_000, 100)).toBe(25);
});

test('a clock that is set back costs nothing', () => {
  const limit = new RateLimit(10, 5, 1000);
  expect(taken(limit, 0, 10)).toBe(5);
});
