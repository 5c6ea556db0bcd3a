import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { catalogues } from '../locales/catalogues.ts';
import { minutesTitle } from './minutesTitle.ts';

async function titled(language: 'en' | 'ko', page: string): Promise<string> {
  const i18n = createInstance();
  await i18n.init({
    lng: language,
    resources: { en: { translation: catalogues.en }, ko: { translation: catalogues.ko } },
    interpolation: { escapeValue: false },
  });
  return minutesTitle(i18n, page, new Date(2026, 10, 21, 12));
}

test('names the page and the day', async () => {
  expect(await titled('en', 'Launch & plan')).toBe('Minutes – Launch & plan – Nov 21, 2026');
});

test.each([
  'Minutes – Launch – Nov 20, 2026',
  '회의록 – Launch – 2026. 11. 20.',
  'Minutes – 회의록 – Launch – 2026. 11. 20. – Nov 20, 2026',
])('a call about %s is about what those minutes were about', async (title) => {
  expect(await titled('en', title)).toBe('Minutes – Launch – Nov 21, 2026');
});

test.each(['Minutes of the board', 'Minutes – ', 'Minutes – – '])(
  '%s is a title',
  async (title) => {
    expect(await titled('en', title)).toBe(`Minutes – ${title} – Nov 21, 2026`);
  },
);
