import { useMemo } from 'react';
import { useCommentAddOn } from '../comments/useCommentAddOn.tsx';
import type { EditorAddOn } from '../editor/EditorAddOn.ts';
import { useHistoryAddOn } from '../history/useHistoryAddOn.ts';

/** What the rest of the app adds to the editor of the open page. */
export function usePageAddOns(): readonly EditorAddOn[] {
  const comments = useCommentAddOn();
  const history = useHistoryAddOn();
  return useMemo(() => [...comments, ...history], [comments, history]);
}
