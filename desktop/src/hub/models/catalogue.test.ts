import { installedId } from '@confab/shared-types';
import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';

test('offers models of different names, the smallest first, and some that understand Korean', () => {
  const ids = catalogue.map(installedId);
  expect(new Set(ids).size).toBe(ids.length);
  const sizes = catalogue.map(({ sizeBytes }) => sizeBytes);
  expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  const korean = catalogue.filter(({ quality }) => quality.ko >= 3).map(installedId);
  expect(korean).toEqual(['whisper-small', 'whisper-large-v3-turbo']);
});
