import type { Language } from '@confab/shared-types';
import en from './locales/en.json' with { type: 'json' };
import ko from './locales/ko.json' with { type: 'json' };

export type ShellTextKey = keyof typeof en;
type Catalogue = Readonly<Record<ShellTextKey, string>>;

const catalogues: Readonly<Record<Language, Catalogue>> = { en, ko };

/** Finds what the shell itself says, in one language. A `{{name}}` in a text is filled in. */
export type ShellTexts = (
  key: ShellTextKey,
  values?: Readonly<Record<string, string | number>>,
) => string;

export function shellTexts(language: Language): ShellTexts {
  return (key, values = {}) =>
    catalogues[language][key].replace(/\{\{(\w+)\}\}/g, (_all, name: string) =>
      String(values[name] ?? ''),
    );
}

/** The language to begin with, before the app has said which one the person chose. */
export function systemLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    if (tag.startsWith('ko')) return 'ko';
    if (tag.startsWith('en')) return 'en';
  }
  return 'en';
}
