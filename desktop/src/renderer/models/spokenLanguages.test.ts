import { expect, it } from 'vitest';
import { spokenLanguages } from './spokenLanguages.ts';

it('knows each language once, without its region, that of the app last', () => {
  expect(spokenLanguages(['ko-KR', 'ko', 'en-US', 'C'], 'en')).toEqual(['ko', 'en']);
  expect(spokenLanguages(['de'], 'en')).toEqual(['de', 'en']);
});
