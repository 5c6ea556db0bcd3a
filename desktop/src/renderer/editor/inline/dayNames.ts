import { dateFormat } from '../../dateFormat.ts';

/** A day as it is written in a mention: ISO 8601, without a time. */
export type Day = string;

const dayMs = 86_400_000;

/** The day a moment falls on where the person is. */
export function dayOf(moment: Date): Day {
  const pad = (part: number): string => String(part).padStart(2, '0');
  return `${String(moment.getFullYear())}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`;
}

function atNoon(day: Day): Date {
  return new Date(`${day.slice(0, 10)}T12:00:00`);
}

export function addDays(day: Day, count: number): Day {
  return dayOf(new Date(atNoon(day).getTime() + count * dayMs));
}

function daysBetween(from: Day, to: Day): number {
  return Math.round((atNoon(to).getTime() - atNoon(from).getTime()) / dayMs);
}

/** `today`, `yesterday`, a weekday within six days, else the date; with the time when it has one. */
export function dayName(target: string, today: Day, language: string): string {
  const away = daysBetween(today, target.slice(0, 10));
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const date = Math.abs(away) <= 1 ? capital(relative.format(away, 'day'), language) : longDate();
  if (!target.includes('T')) return date;
  const time = dateFormat(language, { timeStyle: 'short' }).format(new Date(target));
  return `${date} ${time}`;

  function longDate(): string {
    const sameYear = target.slice(0, 4) === today.slice(0, 4);
    return dateFormat(language, {
      weekday: 'short',
      month: 'short',
      day: 'numeric',
      ...(sameYear ? {} : { year: 'numeric' }),
    }).format(atNoon(target));
  }
}

function capital(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

/** Days a person may mean by what they typed, the likeliest first. */
export function findDays(query: string, today: Day, language: string): readonly Day[] {
  const typed = query.trim().toLocaleLowerCase(language).replace(/\s+/gu, ' ');
  if (typed === '') return [today, addDays(today, 1)];
  const exact = readDate(typed, today, language);
  const named = namedDays(today, language)
    .filter(([name]) => name.startsWith(typed) || name.replaceAll(' ', '').startsWith(typed))
    .map(([, day]) => day);
  return [...new Set([...(exact === null ? [] : [exact]), ...named])].slice(0, 4);
}

/** Today, tomorrow, the weekdays to come and those of next week, in the language and in English. */
function namedDays(today: Day, language: string): readonly (readonly [string, Day])[] {
  const found: (readonly [string, Day])[] = [];
  for (const locale of new Set([language, 'en'])) {
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    for (const away of [0, 1, 2, -1, -2]) {
      found.push([relative.format(away, 'day').toLocaleLowerCase(locale), addDays(today, away)]);
    }
    const nextWeek = relative.format(1, 'week').toLocaleLowerCase(locale);
    const next = locale.startsWith('ko') ? nextWeek : 'next';
    for (let away = 1; away <= 7; away++) {
      const day = addDays(today, away);
      found.push([weekday(day, locale), day]);
    }
    for (let away = 0; away < 7; away++) {
      const day = addDays(today, daysToNextMonday(today) + away);
      found.push([`${next} ${weekday(day, locale)}`, day]);
    }
  }
  return found;
}

function weekday(day: Day, locale: string): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'long' })
    .format(atNoon(day))
    .toLocaleLowerCase(locale);
}

function daysToNextMonday(today: Day): number {
  return (8 - atNoon(today).getDay()) % 7 || 7;
}

/** `2026-11-30`, `30.11.2026`, `11/30` (month first), `30 nov`, `nov 30`, `11월 30일`. */
function readDate(typed: string, today: Day, language: string): Day | null {
  const thisYear = Number(today.slice(0, 4));
  const iso = /^(\d{4})[-./]\s?(\d{1,2})[-./]\s?(\d{1,2})\.?$/u.exec(typed);
  if (iso !== null) return validDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const german = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?$/u.exec(typed);
  if (german !== null) {
    return validDay(Number(german[3] ?? thisYear), Number(german[2]), Number(german[1]));
  }
  const slashed = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/u.exec(typed);
  if (slashed !== null) {
    return validDay(Number(slashed[3] ?? thisYear), Number(slashed[1]), Number(slashed[2]));
  }
  const korean = /^(?:(\d{4})년 ?)?(\d{1,2})월 ?(\d{1,2})일?$/u.exec(typed);
  if (korean !== null) {
    return validDay(Number(korean[1] ?? thisYear), Number(korean[2]), Number(korean[3]));
  }
  const words = /^(?:(\d{1,2}) )?(\p{L}{3,})\.?(?: (\d{1,2}))?(?:,? (\d{4}))?$/u.exec(typed);
  if (words === null) return null;
  const [, before, name = '', after, year] = words;
  const month = monthNamed(name, language);
  const date = before ?? after;
  if (month === null || date === undefined) return null;
  return validDay(Number(year ?? thisYear), month, Number(date));
}

function monthNamed(name: string, language: string): number | null {
  for (const locale of new Set([language, 'en'])) {
    const format = new Intl.DateTimeFormat(locale, { month: 'long' });
    for (let month = 1; month <= 12; month++) {
      const full = format.format(new Date(2024, month - 1, 15)).toLocaleLowerCase(locale);
      if (full.startsWith(name)) return month;
    }
  }
  return null;
}

/** Null for what the calendar does not have, like February 30. */
function validDay(year: number, month: number, date: number): Day | null {
  const moment = new Date(year, month - 1, date, 12);
  const same = moment.getMonth() === month - 1 && moment.getDate() === date;
  return same ? dayOf(moment) : null;
}
