import { createExtension } from '@blocknote/core';
import type { BlockNoteEditor, ExtensionOptions } from '@blocknote/core';
import type { Mention } from '@confab/shared-types';
import type { TFunction } from 'i18next';
import type { StoreApi } from 'zustand/vanilla';
import type { FileViews } from './files/FileViews.ts';

/** What a mention is shown as, now. */
export interface MentionName {
  readonly text: string;
  /** An emoji; null: the kind's own sign. */
  readonly icon: string | null;
  /** What it names is not here any more: what was written stays. */
  readonly missing: boolean;
}

export interface MentionNames {
  name(mention: Mention): MentionName;
}

/** What the drawing of a block may ask of the app around the editor. */
export interface Surroundings {
  readonly t: TFunction;
  readonly names: StoreApi<MentionNames>;
  readonly files: FileViews;
  /** Goes to what a mention names: a page. */
  openMention(mention: Mention): void;
  /** By way of the shell, which refuses what is no web or mail address. */
  openLink(url: string): void;
  /** Opens the small box a formula is edited in. */
  editEquation(anchor: HTMLElement, source: string, change: (source: string) => void): void;
  enlargePicture(url: string, name: string): void;
}

export const SurroundingsExtension = createExtension(
  ({ options }: ExtensionOptions<{ surroundings: Surroundings }>) => ({
    key: 'surroundings',
    surroundings: options.surroundings,
  }),
);

type AnyEditor = Pick<BlockNoteEditor, 'getExtension'>;

/** Null where an editor stands alone: in tests and when blocks are turned into text. */
export function surroundingsOf(editor: AnyEditor): Surroundings | null {
  return editor.getExtension(SurroundingsExtension)?.surroundings ?? null;
}
