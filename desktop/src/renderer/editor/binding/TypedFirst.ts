import { createExtension } from '@blocknote/core';
import { Plugin } from 'prosemirror-state';
import type { EditorState } from 'prosemirror-state';
import { updateYFragment, ySyncPluginKey } from 'y-prosemirror';
import type { ProsemirrorBinding } from 'y-prosemirror';
import { findTyped } from './findTyped.ts';

/**
 * After each change y-prosemirror compares all blocks before the changed one with their shared
 * types, twice: in a page of thousands that is longer than a key may take. What is typed into one
 * block is therefore written here, just before; y-prosemirror then finds nothing left to compare.
 */
export const TypedFirstExtension = createExtension(() => ({
  key: 'typedFirst',
  runsBefore: ['ySync'],
  prosemirrorPlugins: [
    new Plugin({
      view: () => ({
        update: ({ state }, before) => {
          if (before.doc !== state.doc) writeTyped(state);
        },
      }),
    }),
  ],
}));

interface SyncState {
  readonly binding: ProsemirrorBinding;
  readonly snapshot: unknown;
  readonly prevSnapshot: unknown;
  readonly isChangeOrigin: boolean;
  readonly addToHistory: boolean;
}

function writeTyped(state: EditorState): void {
  const sync = ySyncPluginKey.getState(state) as SyncState | undefined;
  // What an undo shall not take back begins a new step of it: that is left to y-prosemirror.
  if (sync === undefined || sync.isChangeOrigin || !sync.addToHistory) return;
  const { binding } = sync;
  if ((sync.snapshot ?? sync.prevSnapshot ?? null) !== null) return;
  const typed = findTyped(binding.type, state.doc, binding.mapping);
  if (typed === null) return;
  binding.mux(() => {
    binding.doc.transact(() => {
      updateYFragment(binding.doc, typed.type, typed.block, binding);
      for (const [type, node] of typed.above) binding.mapping.set(type, node);
    }, ySyncPluginKey);
  });
}
