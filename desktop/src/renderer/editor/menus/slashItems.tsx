import { SuggestionMenu, getDefaultSlashMenuItems } from '@blocknote/core/extensions';
import type { DefaultReactSuggestionItem } from '@blocknote/react';
import {
  IconAlignLeft,
  IconAt,
  IconBlockquote,
  IconBookmark,
  IconBulb,
  IconCalendar,
  IconChevronRight,
  IconCode,
  IconFile,
  IconH1,
  IconH2,
  IconH3,
  IconH4,
  IconList,
  IconListCheck,
  IconListNumbers,
  IconMath,
  IconMathFunction,
  IconMoodSmile,
  IconMovie,
  IconPhoto,
  IconSeparator,
  IconTable,
  IconVolume,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { PageBlockEditor, PagePartialBlock } from '../pageSchema.ts';
import { BookmarkPromptExtension } from '../paste/BookmarkPrompt.ts';
import { holdsTyped } from './hangulLetters.ts';

type MenuEditor = Parameters<typeof getDefaultSlashMenuItems>[0];

/** Headings below the fourth are kept where they are, not offered. */
const icons: Readonly<Record<string, Icon>> = {
  heading: IconH1,
  heading_2: IconH2,
  heading_3: IconH3,
  heading_4: IconH4,
  toggle_heading: IconH1,
  toggle_heading_2: IconH2,
  toggle_heading_3: IconH3,
  quote: IconBlockquote,
  toggle_list: IconChevronRight,
  numbered_list: IconListNumbers,
  bullet_list: IconList,
  check_list: IconListCheck,
  paragraph: IconAlignLeft,
  table: IconTable,
  image: IconPhoto,
  video: IconMovie,
  audio: IconVolume,
  file: IconFile,
  emoji: IconMoodSmile,
  code_block: IconCode,
  divider: IconSeparator,
};

function draw(Drawn: Icon = IconAlignLeft) {
  return <Drawn size={18} stroke={1.75} />;
}

/** Everything the slash menu offers, in groups. */
export function slashItems(editor: PageBlockEditor, t: TFunction): DefaultReactSuggestionItem[] {
  const { slash_menu: words } = editor.dictionary;
  const own = (
    name: 'callout' | 'equation' | 'inlineEquation' | 'bookmark' | 'mention' | 'date',
    group: string,
    drawn: Icon,
    run: () => void,
  ): DefaultReactSuggestionItem => ({
    title: t(`editor.slash.${name}.title`),
    subtext: t(`editor.slash.${name}.subtext`),
    aliases: t(`editor.slash.${name}.aliases`).split(','),
    group,
    icon: draw(drawn),
    onItemClick: run,
  });
  const basic = words.paragraph.group ?? '';
  const advanced = words.table.group ?? '';
  const items: DefaultReactSuggestionItem[] = [
    // The same class: BlockNote's types disagree under `exactOptionalPropertyTypes`.
    ...getDefaultSlashMenuItems(editor as unknown as MenuEditor)
      .filter(({ key }) => key in icons)
      .map(({ key, ...item }) => ({ ...item, icon: draw(icons[key]) })),
    own('callout', basic, IconBulb, () => {
      editor.setTextCursorPosition(putBlock(editor, { type: 'callout' }));
    }),
    own('equation', advanced, IconMath, () => {
      const id = putBlock(editor, { type: 'equation' });
      pressEquation(editor, `[data-id="${CSS.escape(id)}"] .cf-equation`);
    }),
    own('inlineEquation', advanced, IconMathFunction, () => {
      editor.insertInlineContent([{ type: 'inlineEquation', props: { source: '' } }, ' ']);
      pressEquation(editor, '.cf-inline-equation:not(:has(.katex))');
    }),
    own('bookmark', advanced, IconBookmark, () => {
      const { block } = editor.getTextCursorPosition();
      editor.getExtension(BookmarkPromptExtension)?.ask(block.id);
    }),
    own('mention', advanced, IconAt, () => openMentions(editor)),
    own('date', advanced, IconCalendar, () => openMentions(editor)),
  ];
  return inGroups(items);
}

/** What answers to the words typed so far, half a syllable included. */
export function findItems(
  items: readonly DefaultReactSuggestionItem[],
  query: string,
): DefaultReactSuggestionItem[] {
  return items.filter(({ title, aliases = [] }) =>
    [title, ...aliases].some((name) => holdsTyped(name, query)),
  );
}

/** In the place of an empty line, else below; answers the block's id. */
function putBlock(editor: PageBlockEditor, block: PagePartialBlock): string {
  const { block: current } = editor.getTextCursorPosition();
  const empty = Array.isArray(current.content) && current.content.length === 0;
  if (empty) return editor.updateBlock(current.id, block).id;
  const [added] = editor.insertBlocks([block], current.id, 'after');
  return added?.id ?? current.id;
}

function inGroups(items: readonly DefaultReactSuggestionItem[]): DefaultReactSuggestionItem[] {
  const groups = Map.groupBy(items, ({ group }) => group);
  return [...groups.values()].flat();
}

function openMentions(editor: PageBlockEditor): void {
  editor.getExtension(SuggestionMenu)?.openSuggestionMenu('@', {
    deleteTriggerCharacter: true,
    ignoreQueryLength: true,
  });
}

/** A new formula is written at once. */
function pressEquation(editor: PageBlockEditor, selector: string): void {
  requestAnimationFrame(() => editor.domElement?.querySelector<HTMLElement>(selector)?.click());
}
