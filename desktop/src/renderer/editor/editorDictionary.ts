import { en, ko } from '@blocknote/core/locales';
import type { Dictionary } from '@blocknote/core';

/** Korean slash commands answer to their English names too, so that no layout has to be changed. */
const korean: Dictionary = {
  ...ko,
  slash_menu: {
    ...ko.slash_menu,
    ...Object.fromEntries(
      Object.entries(ko.slash_menu).map(([key, item]) => {
        const english = Object.entries(en.slash_menu).find(([name]) => name === key)?.[1];
        if (english === undefined) return [key, item];
        const aliases = [...item.aliases, ...english.aliases, english.title.toLowerCase()];
        return [key, { ...item, aliases }];
      }),
    ),
  },
};

/** As the rest of the app writes: “Toggle list” for “Toggle List”, and British. */
const english: Dictionary = {
  ...en,
  color_picker: { ...en.color_picker, colors: { ...en.color_picker.colors, gray: 'Grey' } },
  slash_menu: Object.fromEntries(
    Object.entries(en.slash_menu).map(([key, item]) => [
      key,
      { ...item, title: item.title.charAt(0) + item.title.slice(1).toLowerCase() },
    ]),
  ) as Dictionary['slash_menu'],
};

/** BlockNote's own texts in the person's language, with our words for an empty line. */
export function editorDictionary(language: string, placeholder: string): Dictionary {
  const dictionary: Dictionary = language === 'ko' ? korean : english;
  return {
    ...dictionary,
    placeholders: { ...dictionary.placeholders, default: placeholder, emptyDocument: placeholder },
  };
}
