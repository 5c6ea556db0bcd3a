import { CalendarDay } from '../CalendarDay.ts';
import { firstDue } from '../firstDue.ts';
import type { DayForm } from '../firstDue.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const counts = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

const month =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const weekday =
  '(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)';
const count = '(\\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten)';

/** Each way of naming a day; the first that fits a place decides. */
const forms: readonly (readonly [string, DayForm['read']])[] = [
  [
    '\\b(\\d{4})-(\\d{2})-(\\d{2})\\b',
    ([y, m, d]) => CalendarDay.of(Number(y), Number(m), Number(d)),
  ],
  [
    `\\b${month}\\s+(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)?\\b(?:,?\\s+(\\d{4}))?`,
    ([name, day, year], said) => dateOf(name, day, year, said),
  ],
  [
    `\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?${month}\\b(?:,?\\s+(\\d{4}))?`,
    ([day, name, year], said) => dateOf(name, day, year, said),
  ],
  ['\\b(?:the )?day after tomorrow\\b', (_, said) => said.plus(2)],
  ['\\btomorrow\\b', (_, said) => said.plus(1)],
  [
    '\\b(?:today|tonight|this (?:morning|afternoon|evening)|eod|end of (?:the )?day)\\b',
    (_, said) => said,
  ],
  [
    `\\b(?:a week|one week) from ${weekday}\\b`,
    ([name], said) => said.next(weekdayOf(name)).plus(7),
  ],
  [`\\b${weekday} next week\\b`, ([name], said) => said.inWeek(weekdayOf(name), 1)],
  [`\\bnext week(?: on)? ${weekday}\\b`, ([name], said) => said.inWeek(weekdayOf(name), 1)],
  [`\\bnext ${weekday}\\b(?!['’]s)`, ([name], said) => said.inWeek(weekdayOf(name), 1)],
  [`\\b${weekday}\\b(?!['’]s)`, ([name], said) => said.next(weekdayOf(name))],
  ['\\b(?:the )?week after next\\b', (_, said) => said.inWeek(5, 2)],
  ['\\b(?:end of )?next week\\b', (_, said) => said.inWeek(5, 1)],
  ['\\b(?:end of (?:the|this) week|this week|eow)\\b', (_, said) => endOfWeek(said)],
  ['\\b(?:end of )?next month\\b', (_, said) => said.endOfMonth(1)],
  ['\\b(?:end of (?:the|this) month|this month|month[- ]end)\\b', (_, said) => said.endOfMonth()],
  [
    '\\b(?:end of (?:the|this) year|year[- ]end)\\b',
    (_, said) => CalendarDay.of(said.year, 12, 31),
  ],
  [`\\b(?:in|within) ${count} days?\\b`, ([n], said) => said.plus(numberOf(n))],
  [`\\b(?:in|within) ${count} weeks?\\b`, ([n], said) => said.plus(7 * numberOf(n))],
  ['\\bthe (\\d{1,2})(?:st|nd|rd|th)\\b', ([day], said) => said.nextDayOfMonth(Number(day))],
];

const dayForms: readonly DayForm[] = forms.map(([source, read]) => ({
  form: new RegExp(source, 'giu'),
  read,
}));

const limit = /(?:\b(?:by|until|till|before|due|no later than)\b[\s:]*(?:the\s+|end of\s+)*)$/iu;

/** The day an English sentence names; what stands behind "by" before anything else. */
export function englishDueDay(sentence: string, said: CalendarDay): CalendarDay | null {
  return firstDue(sentence, said, dayForms, ({ before }) => limit.test(before));
}

function dateOf(
  name: string | undefined,
  day: string | undefined,
  year: string | undefined,
  said: CalendarDay,
): CalendarDay | null {
  const number = months.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
  if (year !== undefined && year !== '') return CalendarDay.of(Number(year), number, Number(day));
  return said.nextDate(number, Number(day));
}

function weekdayOf(name: string | undefined): number {
  return weekdays.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
}

/** On a weekend the working week is over: what is left of it ends on Sunday. */
function endOfWeek(said: CalendarDay): CalendarDay {
  return said.inWeek(said.weekday > 5 ? 7 : 5);
}

function numberOf(word: string | undefined): number {
  const lower = (word ?? '').toLowerCase();
  if (lower === 'a' || lower === 'an') return 1;
  if (lower === 'ten') return 10;
  return counts.includes(lower) ? counts.indexOf(lower) : Number(lower);
}
