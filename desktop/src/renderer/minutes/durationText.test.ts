import { describe, expect, it } from 'vitest';
import { durationText } from './durationText.ts';

describe('durationText', () => {
  it('says what matters at each length', () => {
    expect(durationText(48_400, 'en')).toBe('48 seconds');
    expect(durationText(60_000, 'en')).toBe('1 minute');
    expect(durationText(3_600_000, 'en')).toBe('1 hour');
    expect(durationText(3_900_000, 'en')).toBe('1 hour, 5 minutes');
    expect(durationText(3_900_000, 'ko')).toBe('1시간 5분');
  });

  it('never goes below nothing when clocks disagree', () => {
    expect(durationText(-500, 'en')).toBe('0 seconds');
  });
});
