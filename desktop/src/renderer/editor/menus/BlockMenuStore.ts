import { createExtension, createStore } from '@blocknote/core';
import type { PageBlockEditor } from '../pageSchema.ts';
import { blocksAtCursor } from '../selection/blockActions.ts';
import { BlockSelectionExtension } from '../selection/BlockSelection.ts';

/** Whose menu is open, and where. */
export interface OpenBlockMenu {
  /** What its entries act on; the first is whose menu it is. */
  readonly blocks: readonly string[];
  readonly box: DOMRect;
}

/** The menu of a block, opened with `Ctrl/Cmd+/` or with the handle beside the block. */
export const BlockMenuExtension = createExtension(({ editor: anyEditor }) => {
  const editor = anyEditor as PageBlockEditor;
  const store = createStore<OpenBlockMenu | null>(null);

  /** Opens it at `box`, else at the block; a block of the selection takes all of that along. */
  const open = (block?: string, box?: DOMRect): boolean => {
    const selected = editor.getExtension(BlockSelectionExtension)?.selected() ?? [];
    const atCursor = selected.length > 0 ? selected : blocksAtCursor(editor);
    const blocks = block === undefined || atCursor.includes(block) ? atCursor : [block];
    const element = editor.domElement?.querySelector(
      `.bn-block[data-id="${CSS.escape(block ?? blocks[0] ?? '')}"]`,
    );
    if (element === null || element === undefined) return false;
    store.setState({ blocks, box: box ?? firstLine(element) });
    return true;
  };

  return {
    key: 'blockMenu',
    store,
    open,
    close: () => store.setState(null),
    keyboardShortcuts: {
      'Mod-/': () => {
        if (!editor.isEditable) return false;
        // After the key is handled: the menu would take the rest of it for its own.
        setTimeout(() => open());
        return true;
      },
    },
  };
});

/** Of a long block its first lines: a menu below all of it could be out of sight. */
function firstLine(element: Element): DOMRect {
  const { x, y, width, height } = element.getBoundingClientRect();
  return new DOMRect(x, y, width, Math.min(height, 32));
}
