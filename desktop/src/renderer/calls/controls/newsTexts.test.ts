import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { catalogues } from '../../locales/catalogues.ts';
import type { News } from './callNews.ts';
import { newsTexts } from './newsTexts.ts';

const i18n = i18next.createInstance();

beforeAll(async () => {
  await i18n.init({
    lng: 'en',
    interpolation: { escapeValue: false },
    resources: { en: { translation: catalogues.en }, ko: { translation: catalogues.ko } },
  });
});

const joined = (...names: string[]): News[] => names.map((name) => ({ type: 'joined', name }));
const texts = (...news: News[]): string[] => newsTexts(i18n.getFixedT('en'), 'en', news);

describe('newsTexts', () => {
  it('names those who did the same in one sentence', () => {
    expect(texts(...joined('Anna', 'Bob'))).toEqual(['Anna and Bob joined']);
    expect(texts(...joined('A', 'B', 'C', 'D'))).toEqual(['A, B, C, and D joined']);
    expect(texts(...joined('A', 'B', 'C', 'D', 'E'))).toEqual(['A, B, C, and 2 others joined']);
  });

  it('keeps what is different apart', () => {
    expect(texts(...joined('Anna'), { type: 'left', name: 'Bob' })).toEqual([
      'Anna joined',
      'Bob left',
    ]);
    expect(
      texts(
        { type: 'reaction', name: 'Anna', reaction: 'clap' },
        { type: 'reaction', name: 'Bob', reaction: 'clap' },
        { type: 'reaction', name: 'Bob', reaction: 'clap' },
        { type: 'reaction', name: 'Carol', reaction: 'heart' },
      ),
    ).toEqual(['Anna and Bob sent applause', 'Carol sent a heart']);
  });

  it('does not say twice that one is muted', () => {
    expect(texts({ type: 'muted' }, { type: 'muted-by', name: 'Anna' })).toEqual([
      'Anna muted you',
    ]);
    expect(texts({ type: 'muted' })).toEqual(['You are muted']);
  });

  it('reads every message', () => {
    expect(
      texts({ type: 'chat', name: 'Bob', text: 'one' }, { type: 'chat', name: 'Bob', text: 'two' }),
    ).toEqual(['Bob writes: one', 'Bob writes: two']);
  });

  it('speaks Korean', () => {
    expect(newsTexts(i18n.getFixedT('ko'), 'ko', joined('민수', '지은'))).toEqual([
      '민수 및 지은 님이 들어왔습니다',
    ]);
  });
});
