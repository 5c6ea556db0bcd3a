import type { DefaultReactSuggestionItem } from '@blocknote/react';
import { IconCalendar, IconFileText, IconUser } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { Mention, PageId, PersonId } from '@confab/shared-types';
import type { PageEntries } from '../../documents/pageTree.ts';
import { dayName, dayOf, findDays } from '../inline/dayNames.ts';
import type { PageBlockEditor } from '../pageSchema.ts';
import { holdsTyped } from './hangulLetters.ts';

export interface Mentionable {
  readonly entries: PageEntries;
  readonly people: readonly { readonly person: PersonId; readonly name: string }[];
  /** The page that is written in: it is not offered. */
  readonly page: PageId;
  readonly language: string;
  readonly t: TFunction;
}

const mostPages = 8;
const mostPeople = 6;
const iconSize = { size: 18, stroke: 1.75 } as const;

/** Pages, people and days that answer to what was typed behind the `@`. */
export function mentionItems(
  editor: PageBlockEditor,
  query: string,
  { entries, people, page, language, t }: Mentionable,
): DefaultReactSuggestionItem[] {
  const item = (mention: Mention, group: string, icon: DefaultReactSuggestionItem['icon']) => ({
    title: mention.label,
    group,
    ...(icon === undefined ? {} : { icon }),
    onItemClick: () => {
      editor.insertInlineContent([{ type: 'mention', props: mention }, ' ']);
    },
  });
  const found: DefaultReactSuggestionItem[] = [];
  for (const { person, name } of people
    .filter(({ name }) => holdsTyped(name, query))
    .slice(0, mostPeople)) {
    const mention: Mention = { kind: 'person', target: person, label: name };
    found.push(item(mention, t('editor.mention.people'), <IconUser {...iconSize} />));
  }
  const today = dayOf(new Date());
  for (const day of findDays(query, today, language)) {
    const mention: Mention = { kind: 'date', target: day, label: dayName(day, today, language) };
    found.push(item(mention, t('editor.mention.dates'), <IconCalendar {...iconSize} />));
  }
  const pages = [...entries].filter(
    ([id, { title, trashedAt, movedTo }]) =>
      id !== page && trashedAt === null && movedTo === undefined && holdsTyped(title, query),
  );
  for (const [id, { title, icon }] of pages.slice(0, mostPages)) {
    const label = title.trim() || t('page.untitled');
    const sign = icon === null ? <IconFileText {...iconSize} /> : <span>{icon}</span>;
    found.push(item({ kind: 'page', target: id, label }, t('editor.mention.pages'), sign));
  }
  return found;
}
