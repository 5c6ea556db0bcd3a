import { describe, expect, it } from 'vitest';
import { fileSizeText } from './fileSizeText.ts';

describe('fileSizeText', () => {
  it('picks the unit a person would use', () => {
    expect(fileSizeText(512, 'en')).toBe('512 bytes');
    expect(fileSizeText(48_200, 'en')).toBe('48 kB');
    expect(fileSizeText(8_600_000, 'en')).toBe('8.6 MB');
    expect(fileSizeText(244_000_000, 'en')).toBe('244 MB');
    expect(fileSizeText(1_520_000_000, 'en')).toBe('1.5 GB');
  });
});
