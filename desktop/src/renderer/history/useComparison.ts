import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { yTypes } from '@confab/shared-types';
import type { Node, Schema } from 'prosemirror-model';
import { yXmlFragmentToProseMirrorRootNode } from 'y-prosemirror';
import * as Y from 'yjs';
import { useDocument } from '../documents/useDocument.ts';
import type { Comparison, ShownSide } from './diff/drawChanges.ts';
import type { PageHistory } from './PageHistory.ts';
import { useHistoryState } from './PageHistoryContext.ts';
import { useVersionState } from './useVersionState.ts';

/** The version before the one that is shown, or the page as it is now. */
export type ComparedWith = 'before' | 'now';

interface ChosenComparison {
  /** Null: there is nothing to compare with, or not yet. */
  readonly other: Y.Doc | null;
  readonly compare: ((schema: Schema) => Comparison) | null;
  readonly side: ShownSide;
}

/** What the version that is looked at is compared with. */
export function useComparison(
  history: PageHistory,
  against: ComparedWith | null,
): ChosenComparison {
  const { t, i18n } = useTranslation();
  useHistoryState(history, (state) => state.viewing);
  const before = against === 'before' ? history.neighbour('older') : null;
  const { doc: older } = useVersionState(history, before?.id ?? null);
  const live = useDocument(against === 'now' ? `${history.workspace}/page/${history.page}` : null);
  const liveDoc = live === null || live.state === 'opening' ? null : live.doc;
  const language = i18n.language;
  return useMemo(() => {
    const other = against === 'now' ? liveDoc : older;
    const side: ShownSide = against === 'now' ? 'older' : 'newer';
    if (against === null || other === null) return { other: null, compare: null, side };
    const nameOf = ({ attrs, type }: Node): string => {
      const told = [attrs['name'], attrs['caption'], attrs['source'], attrs['url']] as unknown[];
      const name = told.find((value) => typeof value === 'string' && value !== '');
      if (typeof name === 'string') return name;
      return t(type.name === 'divider' ? 'history.divider' : 'history.emptyBlock');
    };
    return {
      other,
      side,
      compare: (schema) => ({ other: readNode(other, schema), side, language, nameOf }),
    };
  }, [against, language, liveDoc, older, t]);
}

/** Of a copy: y-prosemirror deletes from a document what the schema does not know. */
function readNode(doc: Y.Doc, schema: Schema): Node {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return yXmlFragmentToProseMirrorRootNode(copy.getXmlFragment(yTypes.blocks), schema);
}
