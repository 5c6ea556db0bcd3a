import type { Icon } from '@tabler/icons-react';

/** What a person can have the app do, found by its words in either language. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** Its words in the other language of the app, for finding it. */
  readonly otherWords: string;
  readonly icon: Icon;
  /** Like `mod+K`. */
  readonly shortcut?: string;
  /** Shown before anything is typed. */
  readonly common?: boolean;
  readonly run: () => void;
}

/** Commands whose words hold every word of the query; a label that begins with it comes first. */
export function findCommands(commands: readonly Command[], query: string): readonly Command[] {
  const fold = (text: string): string => text.normalize('NFC').toLowerCase();
  const wanted = fold(query.trim());
  const words = wanted.split(/\s+/u);
  const begins = ({ label }: Command): number => (fold(label).startsWith(wanted) ? 0 : 1);
  return commands
    .filter(({ label, otherWords }) => {
      const known = fold(`${label} ${otherWords}`);
      return words.every((word) => known.includes(word));
    })
    .sort((one, other) => begins(one) - begins(other));
}
