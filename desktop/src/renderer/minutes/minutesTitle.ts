import type { i18n as I18n } from 'i18next';

const languages = ['en', 'ko'] as const;
const [pageMark, dateMark] = ['\u{e000}', '\u{e001}'];

/**
 * The title of a call's minutes. A call about a page of minutes is about what those minutes were
 * about, whichever language they were titled in: titles do not grow with every call.
 */
export function minutesTitle(i18n: I18n, page: string, now: Date): string {
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(now);
  return i18n.t('minutes.pageTitle', { page: aboutWhat(i18n, page), date });
}

function aboutWhat(i18n: I18n, title: string): string {
  for (const language of languages) {
    const t = i18n.getFixedT(language);
    const form = t('minutes.pageTitle', { page: pageMark, date: dateMark });
    const [before = '', between = '', after = ''] = form.split(/[\u{e000}\u{e001}]/u);
    const end = title.lastIndexOf(between);
    const inner = title.slice(before.length, end);
    const fits = title.startsWith(before) && title.endsWith(after) && end > before.length;
    if (fits && inner.trim() !== '') return aboutWhat(i18n, inner);
  }
  return title;
}
