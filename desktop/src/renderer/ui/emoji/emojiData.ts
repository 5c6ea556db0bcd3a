import type { Language } from '@confab/shared-types';

/** The groups of Unicode that can be chosen from, in their order; 2 is parts of other emoji. */
export const emojiGroups = [0, 1, 3, 4, 5, 6, 7, 8, 9] as const;
export type EmojiGroup = (typeof emojiGroups)[number];

export interface Emoji {
  readonly emoji: string;
  /** In the person's language. */
  readonly label: string;
  readonly group: EmojiGroup;
  /** Lower-case, in all languages of the app. */
  readonly names: readonly string[];
  /** Names and keywords as one text. */
  readonly words: string;
}

interface CompactEmoji {
  readonly hexcode: string;
  readonly unicode: string;
  readonly label: string;
  readonly tags?: readonly string[];
  readonly group?: number;
  readonly order?: number;
}

/** Every emoji in the keyboard order of Unicode; the data is loaded when first asked for. */
export async function loadEmoji(language: Language): Promise<readonly Emoji[]> {
  const [english, korean] = await Promise.all([
    import('emojibase-data/en/compact.json'),
    import('emojibase-data/ko/compact.json'),
  ]);
  return mergeEmoji(english.default, korean.default, language);
}

/** One list whose emoji are found by their words in either language. */
export function mergeEmoji(
  english: readonly CompactEmoji[],
  korean: readonly CompactEmoji[],
  language: Language,
): readonly Emoji[] {
  const inKorean = new Map(korean.map((one) => [one.hexcode, one]));
  return english
    .toSorted((one, other) => (one.order ?? 0) - (other.order ?? 0))
    .flatMap((one) => {
      const group = emojiGroups.find((known) => known === one.group);
      if (group === undefined) return [];
      const other = inKorean.get(one.hexcode);
      const names = [one.label, other?.label ?? one.label].map(fold);
      const tags = [...(one.tags ?? []), ...(other?.tags ?? [])].map(fold);
      return [
        {
          emoji: one.unicode,
          label: language === 'ko' ? (other?.label ?? one.label) : one.label,
          group,
          names,
          words: [...names, ...tags].join(' '),
        },
      ];
    });
}

function fold(text: string): string {
  return text.toLowerCase().normalize('NFC');
}
