import { Plugin, PluginKey } from 'prosemirror-state';
import { DecorationSet } from 'prosemirror-view';
import type { EditorView } from 'prosemirror-view';
import type { Schema } from 'prosemirror-model';
import type { StoreApi } from 'zustand/vanilla';
import { drawChanges } from './drawChanges.ts';
import type { Comparison } from './drawChanges.ts';

const changesKey = new PluginKey<DecorationSet>('changes');

/** What the shown version is compared with; null: changes are not shown. */
export type ComparisonStore = StoreApi<{
  readonly compare: ((schema: Schema) => Comparison) | null;
}>;

/** Draws the changes of a version into the editor that shows it. */
export function changesPlugin(store: ComparisonStore): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: changesKey,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, shown) => {
        if (!tr.docChanged && tr.getMeta(changesKey) === undefined) return shown;
        const { compare } = store.getState();
        if (compare === null) return DecorationSet.empty;
        return DecorationSet.create(tr.doc, drawChanges(tr.doc, compare(tr.doc.type.schema)));
      },
    },
    props: { decorations: (state) => changesKey.getState(state) },
    view: (view) => ({ destroy: store.subscribe(() => redraw(view)) }),
  });
}

function redraw(view: EditorView): void {
  view.dispatch(view.state.tr.setMeta(changesKey, true));
}
