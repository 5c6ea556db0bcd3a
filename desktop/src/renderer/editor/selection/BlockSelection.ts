import { createExtension, createStore } from '@blocknote/core';
import { SuggestionMenu } from '@blocknote/core/extensions';
import { Plugin, PluginKey } from 'prosemirror-state';
import type { EditorState } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { ySyncPluginKey } from 'y-prosemirror';
import type { PageBlockEditor } from '../pageSchema.ts';
import {
  blocksAtCursor,
  deleteBlocks,
  duplicateBlocks,
  moveBlocks,
  outermost,
} from './blockActions.ts';
import { copyBlocks } from './copyBlocks.ts';

/** Whole blocks from `anchor` to `head`, ids in either order of the page. */
interface SelectedBlocks {
  readonly anchor: string;
  readonly head: string;
}

const pluginKey = new PluginKey<SelectedBlocks | null>('blockSelection');

/**
 * Selecting whole blocks with the keyboard: Esc selects the one with the cursor, the arrows go on
 * from it, with Shift they add; Delete, Ctrl/Cmd+D, C, X and Ctrl/Cmd+Shift+arrows act on them.
 */
export const BlockSelectionExtension = createExtension(({ editor: anyEditor }) => {
  const editor = anyEditor as PageBlockEditor;
  /** How many blocks are selected, for what is said to screen readers. */
  const store = createStore(0);

  const selected = (): string[] => {
    const range = pluginKey.getState(editor.prosemirrorState);
    if (range === null || range === undefined) return [];
    return outermost(editor, between(idsOf(editor.prosemirrorState), range));
  };
  const select = (range: SelectedBlocks | null): void => {
    editor.transact((tr) => tr.setMeta(pluginKey, range).setMeta('addToHistory', false));
    if (range === null) return;
    const head = editor.domElement?.querySelector(`[data-id="${CSS.escape(range.head)}"]`);
    head?.scrollIntoView({ block: 'nearest' });
  };
  const selectAll = (ids: readonly string[]): void => {
    const [anchor] = ids;
    const head = ids.at(-1);
    select(anchor === undefined || head === undefined ? null : { anchor, head });
  };

  const onKey = (event: KeyboardEvent): boolean => {
    if (event.isComposing || !editor.isEditable) return false;
    const range = pluginKey.getState(editor.prosemirrorState) ?? null;
    const mod = event.ctrlKey || event.metaKey;
    if (range === null) {
      if (event.key === 'Escape' && editor.getExtension(SuggestionMenu)?.shown() !== true) {
        // An arrow pressed just before moves the editor's cursor with an event that is still to come.
        setTimeout(() => selectAll(blocksAtCursor(editor)));
        return true;
      }
      if (!mod) return false;
    }
    const ids = range === null ? blocksAtCursor(editor) : selected();
    if (mod && !event.altKey) {
      if (event.code === 'KeyD' && !event.shiftKey) {
        const copies = duplicateBlocks(editor, ids);
        if (range !== null) selectAll(copies);
        return true;
      }
      if (event.shiftKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
        moveBlocks(editor, ids, event.key === 'ArrowUp' ? 'up' : 'down');
        if (range !== null) selectAll(ids);
        else keepCursor(editor, ids);
        return true;
      }
    }
    return range !== null && !mod && onSelectionKey(event, range, ids);
  };

  const onSelectionKey = (
    event: KeyboardEvent,
    { anchor, head }: SelectedBlocks,
    ids: readonly string[],
  ): boolean => {
    const all = idsOf(editor.prosemirrorState);
    switch (event.key) {
      case 'ArrowUp':
      case 'ArrowDown': {
        const step = event.key === 'ArrowUp' ? -1 : 1;
        const next = all[all.indexOf(head) + step] ?? head;
        select({ anchor: event.shiftKey ? anchor : next, head: next });
        return true;
      }
      case 'Delete':
      case 'Backspace': {
        const next = deleteBlocks(editor, ids);
        select(null);
        if (next !== null) placeCursor(editor, next);
        return true;
      }
      case 'Escape':
        select(null);
        return true;
      case 'Enter':
        select(null);
        placeCursor(editor, head);
        return true;
      default:
        // Letters are not typed into a block that is selected as a whole.
        return event.key.length === 1;
    }
  };

  const onCopy = (event: ClipboardEvent): boolean => {
    const ids = selected();
    if (ids.length === 0 || event.clipboardData === null) return false;
    event.preventDefault();
    copyBlocks(editor, ids, event.clipboardData);
    if (event.type === 'cut') {
      const next = deleteBlocks(editor, ids);
      select(null);
      if (next !== null) placeCursor(editor, next);
    }
    return true;
  };

  return {
    key: 'blockSelection',
    store,
    selected,
    select: selectAll,
    runsBefore: ['default'],
    prosemirrorPlugins: [
      new Plugin<SelectedBlocks | null>({
        key: pluginKey,
        state: {
          init: () => null,
          apply(tr, range) {
            const set = tr.getMeta(pluginKey) as SelectedBlocks | null | undefined;
            if (set !== undefined) return set;
            // Edits from elsewhere move the cursor too: they leave what is selected alone.
            const elsewhere = tr.getMeta(ySyncPluginKey) !== undefined;
            return range !== null && tr.selectionSet && !tr.docChanged && !elsewhere ? null : range;
          },
        },
        props: {
          attributes: (state) =>
            pluginKey.getState(state) ? { class: 'cf-blocks-selected' } : { class: '' },
          decorations: drawSelected,
          handleKeyDown: (_view, event) => onKey(event),
          handleDOMEvents: {
            copy: (_view, event) => onCopy(event),
            cut: (_view, event) => onCopy(event),
            mousedown: () => {
              if (pluginKey.getState(editor.prosemirrorState)) select(null);
              return false;
            },
          },
        },
        view: () => ({
          update: () => {
            const count = pluginKey.getState(editor.prosemirrorState) ? selected().length : 0;
            if (count !== store.state) store.setState(count);
          },
        }),
      }),
    ],
  };
});

/** The ids of all blocks in the order they are read. */
function idsOf({ doc }: EditorState): string[] {
  const ids: string[] = [];
  doc.descendants((node) => {
    if (node.type.name === 'blockContainer') ids.push(String(node.attrs['id']));
    return !node.isTextblock;
  });
  return ids;
}

function between(ids: readonly string[], { anchor, head }: SelectedBlocks): string[] {
  const ends = [ids.indexOf(anchor), ids.indexOf(head)].filter((at) => at >= 0);
  return ends.length === 0 ? [] : ids.slice(Math.min(...ends), Math.max(...ends) + 1);
}

function drawSelected(state: EditorState): DecorationSet | null {
  const range = pluginKey.getState(state) ?? null;
  if (range === null) return null;
  const chosen = new Set(between(idsOf(state), range));
  const decorations: Decoration[] = [];
  state.doc.descendants((node, at) => {
    if (node.isTextblock) return false;
    if (node.type.name !== 'blockContainer' || !chosen.has(String(node.attrs['id']))) return true;
    decorations.push(Decoration.node(at, at + node.nodeSize, { class: 'cf-selected' }));
    return false;
  });
  return DecorationSet.create(state.doc, decorations);
}

function placeCursor(editor: PageBlockEditor, block: string): void {
  if (editor.getBlock(block) === undefined) return;
  editor.setTextCursorPosition(block, 'end');
  editor.focus();
}

/** Blocks that moved are new to the editor: the cursor goes along with the first. */
function keepCursor(editor: PageBlockEditor, ids: readonly string[]): void {
  const [first] = ids;
  if (first !== undefined) placeCursor(editor, first);
}
