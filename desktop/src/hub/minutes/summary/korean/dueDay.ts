import { CalendarDay } from '../CalendarDay.ts';
import { firstDue } from '../firstDue.ts';
import type { DayForm } from '../firstDue.ts';

const weekdays = '월화수목금토일';
const lengths: Readonly<Record<string, number>> = {
  ...{ 하루: 1, 이틀: 2, 사흘: 3, 나흘: 4, 닷새: 5, 열흘: 10, 보름: 15 },
  ...{ 일주일: 7, '한 주': 7, '이 주': 14, '두 주': 14, 이주일: 14, 삼주: 21, '3주': 21 },
};
const within = '\\s*(?:안에|안으로|이내|내에|내로|뒤|후|있다가)';

/** Each way of naming a day; the first that fits a place decides. */
const forms: readonly (readonly [string, DayForm['read']])[] = [
  ['(\\d{4})-(\\d{2})-(\\d{2})', ([y, m, d]) => CalendarDay.of(Number(y), Number(m), Number(d))],
  [
    '(\\d{4})년\\s*(\\d{1,2})월\\s*(\\d{1,2})일',
    ([y, m, d]) => CalendarDay.of(Number(y), Number(m), Number(d)),
  ],
  [
    '내년\\s*(\\d{1,2})월\\s*(\\d{1,2})일',
    ([m, d], said) => CalendarDay.of(said.year + 1, Number(m), Number(d)),
  ],
  ['(\\d{1,2})월\\s*(\\d{1,2})일', ([m, d], said) => said.nextDate(Number(m), Number(d))],
  ['(\\d{1,2})월\\s*말', ([m], said) => endOf(Number(m), said)],
  ['(?:이번|이)\\s*달\\s*(\\d{1,2})일', ([d], said) => said.nextDayOfMonth(Number(d))],
  ['다음\\s*달\\s*(\\d{1,2})일', ([d], said) => dayOfNextMonth(Number(d), said)],
  [`다다음\\s*주\\s*([${weekdays}])요일`, ([name], said) => said.inWeek(weekdayOf(name), 2)],
  [`(?:다음|차)\\s*주\\s*([${weekdays}])요일`, ([name], said) => said.inWeek(weekdayOf(name), 1)],
  [`이번\\s*주\\s*([${weekdays}])요일`, ([name], said) => said.inWeek(weekdayOf(name))],
  [`다음\\s*([${weekdays}])요일`, ([name], said) => said.inWeek(weekdayOf(name), 1)],
  [`([${weekdays}])요일`, ([name], said) => said.next(weekdayOf(name))],
  ['(?:내일\\s*)?모레', (_, said) => said.plus(2)],
  ['글피', (_, said) => said.plus(3)],
  ['내일', (_, said) => said.plus(1)],
  ['오늘', (_, said) => said],
  ['다다음\\s*주', (_, said) => said.inWeek(5, 2)],
  ['(?:다음|차)\\s*주', (_, said) => said.inWeek(5, 1)],
  ['이번\\s*주말', (_, said) => said.inWeek(7)],
  ['(?:이번|금)\\s*주', (_, said) => said.inWeek(said.weekday > 5 ? 7 : 5)],
  ['다음\\s*달', (_, said) => said.endOfMonth(1)],
  ['(?:이번\\s*달|이달|월말)', (_, said) => said.endOfMonth()],
  ['(?:연말|올해\\s*말)', (_, said) => CalendarDay.of(said.year, 12, 31)],
  [`(\\d{1,3})일${within}`, ([n], said) => said.plus(Number(n))],
  [`(\\d{1,2})주(?:일)?${within}`, ([n], said) => said.plus(7 * Number(n))],
  [
    `(${Object.keys(lengths).join('|')})${within}`,
    ([name], said) => said.plus(lengths[name ?? ''] ?? 0),
  ],
  [
    '(?<![\\d월년]\\s?)(\\d{1,2})일(?=까지|에|\\s*전)',
    ([d], said) => said.nextDayOfMonth(Number(d)),
  ],
];

const dayForms: readonly DayForm[] = forms.map(([source, read]) => ({
  form: new RegExp(source, 'gu'),
  read,
}));

const limit =
  /^\s*(?:[월화수목금토일]요일\s*|(?:오전|오후|저녁|아침)\s*(?:\d{1,2}시\s*)?|\d{1,2}시\s*|퇴근\s*|중순\s*|말\s*)?(?:까지|전까지|안으로|안에|이내|내로|중으로|중에|전에)/u;

/** The day a Korean sentence names; what "까지" stands behind before anything else. */
export function koreanDueDay(sentence: string, said: CalendarDay): CalendarDay | null {
  return firstDue(sentence, said, dayForms, ({ after }) => limit.test(after));
}

function weekdayOf(name: string | undefined): number {
  return weekdays.indexOf(name ?? '') + 1;
}

function endOf(month: number, said: CalendarDay): CalendarDay | null {
  if (month < 1 || month > 12) return null;
  return said.endOfMonth((month - said.month + 12) % 12);
}

function dayOfNextMonth(day: number, said: CalendarDay): CalendarDay | null {
  const next = said.endOfMonth(1);
  return CalendarDay.of(next.year, next.month, day);
}
