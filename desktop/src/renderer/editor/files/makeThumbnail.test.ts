import { describe, expect, it } from 'vitest';
import { fitWidth } from './makeThumbnail.ts';

describe('fitWidth', () => {
  it.each([
    [{ width: 4000, height: 3000 }, 1200, { width: 1200, height: 900 }],
    [{ width: 800, height: 600 }, 1200, { width: 800, height: 600 }],
    [{ width: 20_000, height: 3 }, 1200, { width: 1200, height: 1 }],
  ])('%o in %d', (size, widest, fitted) => expect(fitWidth(size, widest)).toEqual(fitted));
});
