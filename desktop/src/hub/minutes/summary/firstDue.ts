import type { CalendarDay } from './CalendarDay.ts';

export interface DayForm {
  /** Global; each of its finds is one naming of a day. */
  readonly form: RegExp;
  /** The day, seen from the one it was said on; null: no such day. */
  readonly read: (groups: readonly string[], said: CalendarDay) => CalendarDay | null;
}

/** What stands around a day that was found. */
export interface Surroundings {
  readonly before: string;
  readonly after: string;
}

interface Found {
  readonly day: CalendarDay;
  readonly at: number;
  readonly end: number;
  readonly isLimit: boolean;
}

/**
 * The day a sentence names as its limit, else the first day it names. Where forms fit the same
 * words the earlier one in the list counts.
 */
export function firstDue(
  sentence: string,
  said: CalendarDay,
  forms: readonly DayForm[],
  isLimit: (around: Surroundings) => boolean,
): CalendarDay | null {
  const found: Found[] = [];
  for (const { form, read } of forms) {
    for (const match of sentence.matchAll(form)) {
      const [at, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => at < other.end && end > other.at)) continue;
      const day = read(match.slice(1), said);
      if (day === null) continue;
      const around = { before: sentence.slice(0, at), after: sentence.slice(end) };
      found.push({ day, at, end, isLimit: isLimit(around) });
    }
  }
  const inOrder = found.toSorted((a, b) => a.at - b.at);
  return (inOrder.find((each) => each.isLimit) ?? inOrder[0])?.day ?? null;
}
