import { useMemo, useSyncExternalStore } from 'react';
import { yTypes } from '@confab/shared-types';
import type * as Y from 'yjs';
import { isEmptyPage } from './countWords.ts';

/** Whether nothing is on a page, now. */
export function useIsEmpty(doc: Y.Doc): boolean {
  const source = useMemo(() => emptinessSource(doc), [doc]);
  return useSyncExternalStore(source.subscribe, source.snapshot);
}

function emptinessSource(doc: Y.Doc) {
  const blocks = doc.getXmlFragment(yTypes.blocks);
  let empty = isEmptyPage(blocks);
  return {
    snapshot: () => empty,
    subscribe: (changed: () => void) => {
      const read = (): void => {
        empty = isEmptyPage(blocks);
        changed();
      };
      blocks.observeDeep(read);
      return () => blocks.unobserveDeep(read);
    },
  };
}
