import { describe, expect, it } from 'vitest';
import { fitControls, optionalControls } from './fitControls.ts';

describe('fitControls', () => {
  it('shows everything with labels where there is room', () => {
    expect(fitControls(1200, true)).toEqual({
      labelled: true,
      shown: optionalControls,
      inMore: [],
    });
  });

  it('gives up labels before it gives up controls', () => {
    expect(fitControls(1200, false)).toMatchObject({ labelled: false, inMore: [] });
    expect(fitControls(800, true)).toMatchObject({ labelled: false, inMore: [] });
  });

  it('keeps what one needs most in the smallest window', () => {
    expect(fitControls(456, true).shown).toEqual(['share', 'hand', 'chat', 'people']);
    expect(fitControls(200, true).shown).toEqual([]);
    expect(fitControls(0, true).inMore).toEqual(optionalControls);
  });

  it('loses no control at any width, and shows no fewer in more room', () => {
    let before = 0;
    for (let width = 0; width <= 1400; width += 7) {
      const { shown, inMore } = fitControls(width, true);
      expect([...shown, ...inMore].toSorted()).toEqual([...optionalControls].toSorted());
      expect(shown.length).toBeGreaterThanOrEqual(before);
      before = shown.length;
    }
  });
});
