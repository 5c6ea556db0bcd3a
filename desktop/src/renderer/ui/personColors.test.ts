import { describe, expect, it } from 'vitest';
import { initials, personColorIndex, personColors } from './personColors.ts';

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

describe('person colours', () => {
  it.each(personColors)('%s on light paper and %s on dark are legible', (light, dark) => {
    expect(contrast(light, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(contrast(dark, '#1b1c1d')).toBeGreaterThanOrEqual(4.5);
  });

  it('gives an id the same colour each time and spreads ids over all twelve', () => {
    expect(personColorIndex('account-anna')).toBe(personColorIndex('account-anna'));
    const used = new Set(Array.from({ length: 400 }, (_, i) => personColorIndex(`person-${i}`)));
    expect(used.size).toBe(personColors.length);
  });
});

describe('initials', () => {
  it.each([
    ['Anna Lee', 'AL'],
    ['bob', 'B'],
    ['  Maria del Mar ', 'MM'],
    ['김민수', '김'],
    ['', ''],
  ])('of %j are %j', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});
