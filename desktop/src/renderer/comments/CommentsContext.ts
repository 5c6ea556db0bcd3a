import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { CommentsState, PageComments } from './PageComments.ts';
import type { SeenComments } from './SeenComments.ts';

export interface CommentsOfPage {
  readonly comments: PageComments;
  readonly seen: SeenComments;
  /** Shows the panel, at a thread when one is named. */
  readonly open: (thread: string | null) => void;
}

/** Null: no page is open. */
export const CommentsContext = createContext<CommentsOfPage | null>(null);

export function useCommentsOfPage(): CommentsOfPage | null {
  return useContext(CommentsContext);
}

export function useCommentsState<T>(
  comments: PageComments,
  select: (state: CommentsState) => T,
): T {
  return useStore(comments.state, select);
}
