import type { Icon } from '@tabler/icons-react';
import {
  IconAlignLeft,
  IconBlockquote,
  IconBulb,
  IconChevronRight,
  IconCode,
  IconH1,
  IconH2,
  IconH3,
  IconH4,
  IconList,
  IconListCheck,
  IconListNumbers,
} from '@tabler/icons-react';
import type { Dictionary } from '@blocknote/core';
import type { TFunction } from 'i18next';
import type { PageBlock } from '../pageSchema.ts';

type TextBlockType = Extract<
  PageBlock['type'],
  | 'paragraph'
  | 'heading'
  | 'bulletListItem'
  | 'numberedListItem'
  | 'checkListItem'
  | 'toggleListItem'
  | 'quote'
  | 'callout'
  | 'codeBlock'
>;

/** What a block with a line of text can be turned into. */
export interface BlockKind {
  readonly name: string;
  readonly type: TextBlockType;
  readonly props?: Readonly<Record<string, string | number | boolean>>;
  readonly icon: Icon;
}

export function blockKinds({ slash_menu: words }: Dictionary, t: TFunction): readonly BlockKind[] {
  const heading = (level: number, name: string, icon: Icon): BlockKind => ({
    name,
    type: 'heading',
    props: { level, isToggleable: false },
    icon,
  });
  return [
    { name: words.paragraph.title, type: 'paragraph', icon: IconAlignLeft },
    heading(1, words.heading.title, IconH1),
    heading(2, words.heading_2.title, IconH2),
    heading(3, words.heading_3.title, IconH3),
    heading(4, words.heading_4.title, IconH4),
    { name: words.bullet_list.title, type: 'bulletListItem', icon: IconList },
    { name: words.numbered_list.title, type: 'numberedListItem', icon: IconListNumbers },
    { name: words.check_list.title, type: 'checkListItem', icon: IconListCheck },
    { name: words.toggle_list.title, type: 'toggleListItem', icon: IconChevronRight },
    { name: words.quote.title, type: 'quote', icon: IconBlockquote },
    { name: t('editor.callout.title'), type: 'callout', icon: IconBulb },
    { name: words.code_block.title, type: 'codeBlock', icon: IconCode },
  ];
}

/** Whether a block is of this kind already. */
export function isOfKind(block: PageBlock, { type, props = {} }: BlockKind): boolean {
  const own: Readonly<Record<string, unknown>> = block.props;
  return block.type === type && Object.entries(props).every(([name, value]) => own[name] === value);
}
