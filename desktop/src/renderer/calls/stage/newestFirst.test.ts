import { expect, it } from 'vitest';
import { newestFirst } from './newestFirst.ts';

it('puts what came last in front and keeps the rest in order', () => {
  expect(newestFirst([], ['a'])).toEqual(['a']);
  expect(newestFirst(['a'], ['a', 'b'])).toEqual(['b', 'a']);
  expect(newestFirst(['b', 'a'], ['a', 'b', 'c'])).toEqual(['c', 'b', 'a']);
  expect(newestFirst(['c', 'b', 'a'], ['a', 'c'])).toEqual(['c', 'a']);
});

it('is the same list while nothing changed', () => {
  const before = ['b', 'a'];
  expect(newestFirst(before, ['a', 'b'])).toBe(before);
});
