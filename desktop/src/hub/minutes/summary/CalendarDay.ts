const dayMs = 86_400_000;

/** A day of the calendar, without a time or a zone. Months and weekdays count from 1, Monday first. */
export class CalendarDay {
  /** Days since the epoch. */
  readonly #days: number;

  private constructor(days: number) {
    this.#days = days;
  }

  /** Null for what is no day, such as the 30th of February. */
  static of(year: number, month: number, day: number): CalendarDay | null {
    const date = new Date(Date.UTC(year, month - 1, day));
    const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    return exists ? new CalendarDay(date.getTime() / dayMs) : null;
  }

  /** The day it is at a moment; `timeZone` absent: this machine's. */
  static at(moment: number, timeZone?: string): CalendarDay {
    return CalendarDay.reader(timeZone)(moment);
  }

  /** {@link at} for many moments: making a format takes far longer than using it. */
  static reader(timeZone?: string): (moment: number) => CalendarDay {
    const format = new Intl.DateTimeFormat('en-CA', {
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', calendar: 'iso8601' },
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    return (moment) => {
      const parts = format.formatToParts(moment);
      const part = (type: string): number =>
        Number(parts.find((each) => each.type === type)?.value);
      return new CalendarDay(Date.UTC(part('year'), part('month') - 1, part('day')) / dayMs);
    };
  }

  get year(): number {
    return this.#date.getUTCFullYear();
  }

  get month(): number {
    return this.#date.getUTCMonth() + 1;
  }

  get day(): number {
    return this.#date.getUTCDate();
  }

  get weekday(): number {
    return this.#date.getUTCDay() || 7;
  }

  plus(days: number): CalendarDay {
    return new CalendarDay(this.#days + days);
  }

  /** That weekday of the week this day is in, or of one so many weeks later. */
  inWeek(weekday: number, weeks = 0): CalendarDay {
    return this.plus(weekday - this.weekday + weeks * 7);
  }

  /** The next such weekday after this day. */
  next(weekday: number): CalendarDay {
    return this.plus(((weekday - this.weekday + 6) % 7) + 1);
  }

  /** The last day of its month, or of one so many months later. */
  endOfMonth(months = 0): CalendarDay {
    return new CalendarDay(Date.UTC(this.year, this.month + months, 0) / dayMs);
  }

  /** This day of a month, today or the next one there is. */
  nextDayOfMonth(day: number): CalendarDay | null {
    for (let months = 0; months < 12; months++) {
      const first = this.endOfMonth(months);
      const found = CalendarDay.of(first.year, first.month, day);
      if (found !== null && found.#days >= this.#days) return found;
    }
    return null;
  }

  /** This day of the year, today or the next one there is. */
  nextDate(month: number, day: number): CalendarDay | null {
    for (let years = 0; years <= 8; years++) {
      const found = CalendarDay.of(this.year + years, month, day);
      if (found !== null && found.#days >= this.#days) return found;
    }
    return null;
  }

  /** ISO 8601. */
  toString(): string {
    return this.#date.toISOString().slice(0, 10);
  }

  get #date(): Date {
    return new Date(this.#days * dayMs);
  }
}
