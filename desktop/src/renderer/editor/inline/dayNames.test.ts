import { describe, expect, it } from 'vitest';
import { addDays, dayName, findDays } from './dayNames.ts';

/** A Saturday. */
const today = '2026-11-21';

describe('findDays', () => {
  it.each([
    ['', ['2026-11-21', '2026-11-22']],
    ['tod', ['2026-11-21']],
    ['tomorrow', ['2026-11-22']],
    ['next monday', ['2026-11-23']],
    ['nextfri', ['2026-11-27']],
    ['30 nov', ['2026-11-30']],
    ['nov 30', ['2026-11-30']],
    ['december 1, 2027', ['2027-12-01']],
    ['2026-12-24', ['2026-12-24']],
    ['12/24', ['2026-12-24']],
    ['24.12.', ['2026-12-24']],
    ['2/30', []],
    ['banana', []],
  ])('en: %s', (query, days) => expect(findDays(query, today, 'en')).toEqual(days));

  it.each([
    ['오늘', '2026-11-21'],
    ['내일', '2026-11-22'],
    ['모레', '2026-11-23'],
    ['어제', '2026-11-20'],
    ['월요일', '2026-11-23'],
    ['다음 주 수요일', '2026-11-25'],
    ['다음주수', '2026-11-25'],
    ['11월 30일', '2026-11-30'],
    ['2027년 1월 2일', '2027-01-02'],
    ['tomorrow', '2026-11-22'],
  ])('ko: %s', (query, day) => expect(findDays(query, today, 'ko')[0]).toBe(day));

  it('takes a half typed syllable for nothing and does not fail', () => {
    expect(findDays('ㅇ', today, 'ko')).toEqual([]);
  });
});

describe('dayName', () => {
  it('names the days around today', () => {
    expect(dayName(today, today, 'en')).toBe('Today');
    expect(dayName(addDays(today, 1), today, 'ko')).toBe('내일');
    expect(dayName(addDays(today, -1), today, 'en')).toBe('Yesterday');
  });

  it('writes others out, with the year when it is another one', () => {
    expect(dayName('2026-11-30', today, 'en')).toBe('Mon, Nov 30');
    expect(dayName('2027-01-02', today, 'en')).toContain('2027');
  });
});
