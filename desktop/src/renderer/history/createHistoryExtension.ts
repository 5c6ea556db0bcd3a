import { createExtension } from '@blocknote/core';
import type { ExtensionFactoryInstance } from '@blocknote/core';
import { Plugin } from 'prosemirror-state';
import type { EditorState } from 'prosemirror-state';
import { yUndoPluginKey } from 'y-prosemirror';
import type { PageHistory } from './PageHistory.ts';

/** Lets a restored version be one step of the editor's undo. */
export function createHistoryExtension(history: PageHistory): ExtensionFactoryInstance {
  const undoOf = (state: EditorState) => yUndoPluginKey.getState(state)?.undoManager ?? null;
  const plugin = new Plugin({
    view: (view) => {
      history.editedBy(undoOf(view.state));
      return { destroy: () => history.editedBy(null) };
    },
  });
  return createExtension({ key: 'confabHistory', prosemirrorPlugins: [plugin] });
}
