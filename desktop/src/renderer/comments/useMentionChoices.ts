import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import type { MentionChoice } from './MentionMenu.tsx';
import type { KnownPeople } from './useKnownPeople.ts';

const mostOfAKind = 4;

/** People, then pages, whose name has a word that begins with what was typed. Null query: none. */
export function useMentionChoices(
  query: string | null,
  people: KnownPeople,
): readonly MentionChoice[] {
  const { i18n } = useTranslation();
  const { entries } = usePageIndex();
  return useMemo(() => {
    if (query === null) return [];
    const fold = (text: string): string => text.normalize('NFC').toLocaleLowerCase(i18n.language);
    const wanted = fold(query);
    const fits = (name: string): boolean =>
      fold(name).startsWith(wanted) || fold(name).includes(` ${wanted}`);
    const named = [...people.values()]
      .filter(({ name }) => name !== '' && fits(name))
      .slice(0, mostOfAKind)
      .map(({ person, id, name }): MentionChoice => {
        return { mention: { kind: 'person', target: person, label: name }, color: id };
      });
    const pages = [...entries]
      .filter(([, { title, trashedAt, movedTo }]) => {
        return trashedAt === null && movedTo === undefined && title.trim() !== '' && fits(title);
      })
      .slice(0, mostOfAKind)
      .map(([target, { title }]): MentionChoice => {
        return { mention: { kind: 'page', target, label: title.trim() }, color: '' };
      });
    return [...named, ...pages];
  }, [entries, i18n.language, people, query]);
}
