import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language, Preferences } from '@confab/shared-types';
import { catalogues } from './locales/catalogues.ts';

export const i18n = i18next;

/** The language to show: the person's choice, else the first of the system's that there is. */
export function resolveLanguage(
  choice: Preferences['language'],
  systemLanguages: readonly string[],
): Language {
  if (choice !== 'system') return choice;
  for (const tag of systemLanguages) {
    if (tag.toLowerCase().startsWith('ko')) return 'ko';
    if (tag.toLowerCase().startsWith('en')) return 'en';
  }
  return 'en';
}

/** Catalogues are bundled: texts are there before the first paint. */
export async function startI18n(language: Language): Promise<void> {
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: {
      en: { translation: catalogues.en },
      ko: { translation: catalogues.ko },
    },
  });
  document.documentElement.lang = language;
}

export async function changeLanguage(language: Language): Promise<void> {
  if (i18n.language === language) return;
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
}
