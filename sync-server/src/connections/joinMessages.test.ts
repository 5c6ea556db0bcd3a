import { expect, test } from 'vitest';
import { joinMessages } from './joinMessages.ts';

const [one, two, three] = ['one', 'two', 'three'].map((text) => Buffer.from(text)) as [
  Buffer,
  Buffer,
  Buffer,
];

test('the same messages are put together once for everybody', () => {
  const joined = joinMessages([one, two, three]);
  expect(joined.toString()).toBe('onetwothree');
  expect(joinMessages([one, two, three])).toBe(joined);
  expect(joinMessages([one])).toBe(one);
});

test('other messages after the same first one are not taken for them', () => {
  expect(joinMessages([one, two]).toString()).toBe('onetwo');
  expect(joinMessages([one, three]).toString()).toBe('onethree');
  expect(joinMessages([one, two, three]).toString()).toBe('onetwothree');
  expect(joinMessages([]).length).toBe(0);
});
