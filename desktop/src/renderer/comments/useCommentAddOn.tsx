import { useMemo } from 'react';
import type { EditorAddOn } from '../editor/EditorAddOn.ts';
import { BlockCommentItem } from './BlockCommentItem.tsx';
import { CommentMarks } from './CommentMarks.tsx';
import { CommentSelectionButton } from './CommentSelectionButton.tsx';
import { useCommentsOfPage } from './CommentsContext.ts';
import { createCommentsExtension } from './anchors/createCommentsExtension.ts';

const none: readonly EditorAddOn[] = [];

/** What comments add to the editor of the open page. */
export function useCommentAddOn(): readonly EditorAddOn[] {
  const ofPage = useCommentsOfPage();
  return useMemo(() => {
    if (ofPage === null) return none;
    const addOn: EditorAddOn = {
      extensions: [createCommentsExtension(ofPage.comments, ofPage.open)],
      toolbar: <CommentSelectionButton />,
      blockMenu: (block) => <BlockCommentItem block={block} />,
      children: <CommentMarks />,
    };
    return [addOn];
  }, [ofPage]);
}
