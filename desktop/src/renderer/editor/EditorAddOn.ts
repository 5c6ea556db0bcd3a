import type { ExtensionFactoryInstance } from '@blocknote/core';
import type { ReactNode } from 'react';

/**
 * What another part of the app adds to the editor of a page: comments, for one. Make it once for a
 * page (`useMemo`): an editor is made anew when the list of its extensions changes.
 */
export interface EditorAddOn {
  /** BlockNote extensions made by `createExtension`: ProseMirror plugins, decorations, shortcuts. */
  readonly extensions?: readonly ExtensionFactoryInstance[];
  /** Behind the buttons of the formatting bar; drawn in read-only pages too, alone there. */
  readonly toolbar?: ReactNode;
  /** Behind the entries of a block's menu: Mantine `Menu.Item`s. */
  readonly blockMenu?: (block: string) => ReactNode;
  /** Inside BlockNote's view, where `useBlockNoteEditor()` gives the editor. */
  readonly children?: ReactNode;
}
