import { yUndoPluginKey } from 'y-prosemirror';
import type { PageBlock, PageBlockEditor, PagePartialBlock } from '../pageSchema.ts';

/** The blocks of the cursor or of the selected text, outermost only. */
export function blocksAtCursor(editor: PageBlockEditor): string[] {
  const blocks = editor.getSelection()?.blocks ?? [editor.getTextCursorPosition().block];
  return outermost(
    editor,
    blocks.map(({ id }) => id),
  );
}

/** Leaves out what lies within another one of the blocks: it goes along. */
export function outermost(editor: PageBlockEditor, ids: readonly string[]): string[] {
  const all = new Set(ids);
  return ids.filter((id) => {
    for (let up = editor.getParentBlock(id); up !== undefined; up = editor.getParentBlock(up.id)) {
      if (all.has(up.id)) return false;
    }
    return true;
  });
}

/** Puts copies below the last of the blocks; answers their ids. */
export function duplicateBlocks(editor: PageBlockEditor, ids: readonly string[]): string[] {
  const blocks = found(editor, ids);
  const last = blocks.at(-1);
  if (last === undefined) return [];
  beginStep(editor);
  return editor.insertBlocks(blocks.map(withoutIds), last, 'after').map(({ id }) => id);
}

/** Deletes the blocks; answers the block the cursor goes to. */
export function deleteBlocks(editor: PageBlockEditor, ids: readonly string[]): string | null {
  const blocks = found(editor, ids);
  const [first] = blocks;
  const last = blocks.at(-1);
  if (first === undefined || last === undefined) return null;
  beginStep(editor);
  const next =
    editor.getNextBlock(last) ?? editor.getPrevBlock(first) ?? editor.getParentBlock(first);
  editor.removeBlocks(blocks.map(({ id }) => id));
  return next?.id ?? editor.document.at(0)?.id ?? null;
}

/** Moves neighbouring blocks one step; out of what they lie in at its end. False: no further. */
export function moveBlocks(
  editor: PageBlockEditor,
  ids: readonly string[],
  direction: 'up' | 'down',
): boolean {
  const blocks = found(editor, ids);
  const edge = direction === 'up' ? blocks[0] : blocks.at(-1);
  if (edge === undefined) return false;
  const beside = direction === 'up' ? editor.getPrevBlock(edge) : editor.getNextBlock(edge);
  const target = beside ?? editor.getParentBlock(edge);
  if (target === undefined) return false;
  beginStep(editor);
  editor.transact(() => {
    editor.removeBlocks(blocks.map(({ id }) => id));
    editor.insertBlocks(blocks, target.id, direction === 'up' ? 'before' : 'after');
  });
  return true;
}

/** Makes other blocks of the blocks; those without a line of text stay what they are. */
export function turnInto(
  editor: PageBlockEditor,
  ids: readonly string[],
  into: PagePartialBlock,
): void {
  beginStep(editor);
  editor.transact(() => {
    for (const block of found(editor, ids)) {
      if (Array.isArray(block.content)) editor.updateBlock(block, into);
    }
  });
}

/** Colours text or ground of those blocks that have one. */
export function colourBlocks(
  editor: PageBlockEditor,
  ids: readonly string[],
  color: { readonly textColor: string } | { readonly backgroundColor: string },
): void {
  beginStep(editor);
  editor.transact(() => {
    for (const block of found(editor, ids)) {
      const [name] = Object.keys(color);
      if (name !== undefined && name in block.props) editor.updateBlock(block, { props: color });
    }
  });
}

/** What follows is undone by itself: edits made within half a second are one step otherwise. */
export function beginStep(editor: PageBlockEditor): void {
  const state: UndoState | undefined = yUndoPluginKey.getState(editor.prosemirrorState);
  state?.undoManager.stopCapturing();
}

interface UndoState {
  readonly undoManager: { stopCapturing(): void };
}

function found(editor: PageBlockEditor, ids: readonly string[]): PageBlock[] {
  return ids.map((id) => editor.getBlock(id)).filter((block) => block !== undefined);
}

function withoutIds({ type, props, content, children }: PageBlock): PagePartialBlock {
  return { type, props, content, children: children.map(withoutIds) } as PagePartialBlock;
}
