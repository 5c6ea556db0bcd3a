import { describe, expect, test } from 'vitest';
import { CalendarDay } from './CalendarDay.ts';
import { englishDueDay } from './english/dueDay.ts';
import { koreanDueDay } from './korean/dueDay.ts';

function day(iso: string): CalendarDay {
  const [year = 0, month = 0, number = 0] = iso.split('-').map(Number);
  const found = CalendarDay.of(year, month, number);
  if (found === null) throw new Error(iso);
  return found;
}

/** Said on Thursday, 19 November 2026, where nothing else is said. */
const said = '2026-11-19';

describe('English', () => {
  test.each([
    ["I'll do it today", said, said],
    ["I'll do it by tomorrow", said, '2026-11-20'],
    ['the day after tomorrow', said, '2026-11-21'],
    ['by Friday', said, '2026-11-20'],
    ['by Thursday', said, '2026-11-26'],
    ['before Wednesday', said, '2026-11-25'],
    ['next Friday', said, '2026-11-27'],
    ['Monday next week', said, '2026-11-23'],
    ['next week', said, '2026-11-27'],
    ['by the end of the week', said, '2026-11-20'],
    ['this week', '2026-11-21', '2026-11-22'],
    ['in two weeks', said, '2026-12-03'],
    ['within 3 days', said, '2026-11-22'],
    ['by the 3rd', said, '2026-12-03'],
    ['by the 19th', said, said],
    ['by the 31st', said, '2026-12-31'],
    ['by December 3rd', said, '2026-12-03'],
    ['on 3 December', said, '2026-12-03'],
    ['by Jan 5', said, '2027-01-05'],
    ['by March 1st, 2028', said, '2028-03-01'],
    ['by 2026-12-24', said, '2026-12-24'],
    ['by the end of the month', said, '2026-11-30'],
    ['next month', said, '2026-12-31'],
    ['tomorrow', '2026-12-31', '2027-01-01'],
    ['by Friday', '2026-12-31', '2027-01-01'],
    ['next week', '2026-12-31', '2027-01-08'],
    ['by the 3rd', '2026-12-30', '2027-01-03'],
    ['next month', '2026-12-30', '2027-01-31'],
    ['by January 2nd', '2026-12-30', '2027-01-02'],
    ['by February 29th', '2027-01-10', '2028-02-29'],
    ["I'll send Friday's report by Monday", said, '2026-11-23'],
    ['We talked on Tuesday, so send it by Monday', said, '2026-11-23'],
  ])('%s, said on %s: %s', (words, on, due) => {
    expect(englishDueDay(words, day(on))?.toString()).toBe(due);
  });

  test.each([
    'I will send it soon',
    'he may send it',
    'the 45th street',
    'by February 30th',
    'sunny',
  ])('%s: no day', (words) => {
    expect(englishDueDay(words, day(said))).toBeNull();
  });
});

describe('Korean', () => {
  test.each([
    ['오늘까지 하겠습니다', said, said],
    ['내일까지 보내 주세요', said, '2026-11-20'],
    ['내일모레까지', said, '2026-11-21'],
    ['모레 오전까지', said, '2026-11-21'],
    ['금요일까지', said, '2026-11-20'],
    ['목요일까지', said, '2026-11-26'],
    ['다음 주 수요일까지', said, '2026-11-25'],
    ['다음주 월요일', said, '2026-11-23'],
    ['이번 주 금요일', said, '2026-11-20'],
    ['다음 주까지', said, '2026-11-27'],
    ['다다음 주', said, '2026-12-04'],
    ['12월 3일까지', said, '2026-12-03'],
    ['1월 5일까지', said, '2027-01-05'],
    ['2027년 3월 1일까지', said, '2027-03-01'],
    ['3일까지', said, '2026-12-03'],
    ['25일까지', said, '2026-11-25'],
    ['3일 안에', said, '2026-11-22'],
    ['일주일 안에', said, '2026-11-26'],
    ['2주 뒤', said, '2026-12-03'],
    ['이틀 안에', said, '2026-11-21'],
    ['이번 달 말까지', said, '2026-11-30'],
    ['다음 달까지', said, '2026-12-31'],
    ['내일까지', '2026-12-31', '2027-01-01'],
    ['다음 주까지', '2026-12-30', '2027-01-08'],
    ['다음 달 5일까지', '2026-12-30', '2027-01-05'],
    ['월요일에 받은 자료를 수요일까지 정리', said, '2026-11-25'],
  ])('%s, said on %s: %s', (words, on, due) => {
    expect(koreanDueDay(words, day(on))?.toString()).toBe(due);
  });

  test.each(['곧 보내겠습니다', '일을 하겠습니다', '13월 40일까지'])('%s: no day', (words) => {
    expect(koreanDueDay(words, day(said))).toBeNull();
  });
});

test('the day of a moment hangs on where it is', () => {
  const moment = Date.UTC(2026, 11, 31, 16);
  expect(CalendarDay.at(moment, 'UTC').toString()).toBe('2026-12-31');
  expect(CalendarDay.at(moment, 'Asia/Seoul').toString()).toBe('2027-01-01');
});
