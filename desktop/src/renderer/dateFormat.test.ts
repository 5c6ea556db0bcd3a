import { expect, test } from 'vitest';
import { dateFormat } from './dateFormat.ts';

const evening = new Date(2026, 10, 21, 21, 5);
const options = { dateStyle: 'short', timeStyle: 'short' } as const;

test.each([
  ['en', ['en-US', 'en'], '11/21/26, 9:05 PM'],
  ['en', ['en-GB', 'en'], '21/11/2026, 21:05'],
  ['en', ['de', 'de-DE', 'en-US'], '21/11/2026, 21:05'],
  ['en', ['en'], '11/21/26, 9:05 PM'],
  ['ko', ['ko-KR'], '26. 11. 21. 오후 9:05'],
])('%s on a system of %j writes %s', (language, system, text) => {
  const written = dateFormat(language, options, system).format(evening);
  expect(written.replaceAll('\u202f', ' ')).toBe(text);
});
