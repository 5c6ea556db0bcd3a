import type { CatalogueModel, InstalledModel } from '@confab/shared-types';
import { expect, test } from 'vitest';
import { recommendModel } from './recommendModel.ts';

function listed(name: string, megabytes: number, en: number, ko: number): CatalogueModel {
  const sizeBytes = megabytes * 1e6;
  const quality = { en, ko };
  return {
    repository: `x/${name}`,
    revision: 'main',
    name,
    dtype: 'q8',
    sizeBytes,
    languages: [],
    quality,
  };
}
const available = [
  listed('turbo', 820, 5, 5),
  listed('tiny', 44, 2, 1),
  listed('base', 81, 3, 2),
  listed('small', 254, 4, 3),
];

function installed(id: string, timesRealTime: number | null): InstalledModel {
  const measured = { dtype: 'q8' as const, threads: 2, measuredAt: 1 };
  const speed = timesRealTime === null ? null : { ...measured, timesRealTime };
  return { id, name: id, sizeBytes: 1, languages: [], speed };
}

test.each([
  ['en', [], 'base'],
  ['ko', [], 'small'],
  ['en', [installed('tiny', null)], 'base'],
  // 40 times real time with tiny is about 7 with small and 2.1 with turbo.
  ['en', [installed('tiny', 40)], 'turbo'],
  ['en', [installed('base', 6)], 'small'],
  ['en', [installed('base', 1.6)], 'base'],
  ['en', [installed('base', 0.5)], 'tiny'],
  ['ko', [installed('base', 1.6)], 'small'],
])('%s with %j: %s', (language, models, name) => {
  expect(recommendModel({ installed: models, available }, language)?.name).toBe(name);
});

test('nothing is recommended of an empty list', () => {
  expect(recommendModel({ installed: [], available: [] }, 'en')).toBeNull();
});
