import { dateFormat } from '../dateFormat.ts';

/** When a version was made: the day in words, and the time. */
export function versionTime(at: number, language: string): string {
  return dateFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}
