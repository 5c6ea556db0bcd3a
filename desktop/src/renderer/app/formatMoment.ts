import { dateFormat } from '../dateFormat.ts';

const dayMs = 86_400_000;

/** A time of day for what is less than a day old, else the date. */
export function formatMoment(moment: number, language: string, now = Date.now()): string {
  const style: Intl.DateTimeFormatOptions =
    Math.abs(now - moment) < dayMs ? { timeStyle: 'short' } : { dateStyle: 'medium' };
  return dateFormat(language, style).format(moment);
}
