import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { catalogues } from '../../locales/catalogues.ts';
import type { TrackStatistics } from '../room/callState.ts';
import { formatStatistics } from './formatStatistics.ts';

const i18n = i18next.createInstance();

beforeAll(async () => {
  await i18n.init({
    lng: 'en',
    interpolation: { escapeValue: false },
    resources: { en: { translation: catalogues.en } },
  });
});

const camera: TrackStatistics = {
  direction: 'receive',
  session: 'bob-session',
  source: 'camera',
  codec: 'VP8',
  bitsPerSecond: 1_234_000,
  lost: 0.013,
  jitterMs: 4.6,
  width: 1280,
  height: 720,
  framesPerSecond: 29.97,
};

describe('formatStatistics', () => {
  it('writes rates with the unit that fits', () => {
    const { rate } = formatStatistics(i18n.t, 'en');
    expect(rate(32_100)).toBe('32 kbit/s');
    expect(rate(999_900)).toBe('1 Mbit/s');
    expect(rate(1_234_000)).toBe('1.2 Mbit/s');
    expect(rate(null)).toBe('–');
  });

  it('is copied as text with everything in it', () => {
    const text = formatStatistics(i18n.t, 'en').asText(
      { roundTripMs: 42.4, availableOutgoingBitsPerSecond: null, tracks: [camera] },
      [{ session: 'bob-session', name: 'Bob', own: false, quality: 'good', tracks: [camera] }],
    );
    expect(text.split('\n')).toEqual([
      'Round trip: 42 ms',
      'Room for sending: –',
      'Bob',
      '  Camera (received): 1.2 Mbit/s, Lost 1.3%, Jitter 5 ms, 1280 × 720 · 30 fps, VP8',
    ]);
  });
});
