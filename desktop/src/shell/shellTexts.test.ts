import { expect, test } from 'vitest';
import en from './locales/en.json' with { type: 'json' };
import ko from './locales/ko.json' with { type: 'json' };
import { shellTexts, systemLanguage } from './shellTexts.ts';

test('both languages say the same things and name the same people', () => {
  const placeholders = (catalogue: Record<string, string>) =>
    Object.entries(catalogue).map(([key, text]) => [key, text.match(/\{\{\w+\}\}/g) ?? []]);
  expect(placeholders(ko)).toEqual(placeholders(en));
  expect(Object.values({ ...en, ...ko })).not.toContain('');
});

test('a name is put in as it is', () => {
  expect(shellTexts('en')('calling', { name: "A$&'B" })).toBe("A$&'B is calling");
  expect(shellTexts('ko')('calling', { name: '안나' })).toBe('안나 님의 전화');
});

test('begins in the first language of the system that the shell has', () => {
  expect(systemLanguage(['de-DE', 'ko-KR', 'en-US'])).toBe('ko');
  expect(systemLanguage(['en-GB', 'ko-KR'])).toBe('en');
  expect(systemLanguage(['fr'])).toBe('en');
});
