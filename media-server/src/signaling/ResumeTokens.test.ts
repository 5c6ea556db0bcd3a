import { expect, test } from 'vitest';
import { ResumeTokens } from './ResumeTokens.ts';

test('a token stays valid until the next one is first used', () => {
  const tokens = new ResumeTokens();
  const first = tokens.first;
  const lost = tokens.use(first);
  const second = tokens.use(first);
  expect(lost).not.toBeNull();
  expect(second).not.toBeNull();
  expect(second).not.toBe(lost);
  expect(tokens.use(lost ?? '')).toBeNull();

  const third = tokens.use(second ?? '');
  expect(third).not.toBeNull();
  expect(tokens.use(first)).toBeNull();
  expect(tokens.use(second ?? '')).not.toBeNull();
});

test('nothing else is valid', () => {
  const tokens = new ResumeTokens();
  expect(tokens.use('')).toBeNull();
  expect(tokens.use(`${tokens.first}x`)).toBeNull();
  expect(new ResumeTokens().use(tokens.first)).toBeNull();
});
