import { useMemo } from 'react';
import type { EditorAddOn } from '../editor/EditorAddOn.ts';
import { createHistoryExtension } from './createHistoryExtension.ts';
import { usePageHistory } from './PageHistoryContext.ts';

const none: readonly EditorAddOn[] = [];

/** What history adds to the editor of the open page. */
export function useHistoryAddOn(): readonly EditorAddOn[] {
  const history = usePageHistory();
  return useMemo(
    () => (history === null ? none : [{ extensions: [createHistoryExtension(history)] }]),
    [history],
  );
}
