import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { HistoryState, PageHistory } from './PageHistory.ts';

/** Null: no page is open. */
export const PageHistoryContext = createContext<PageHistory | null>(null);

export function usePageHistory(): PageHistory | null {
  return useContext(PageHistoryContext);
}

export function useHistoryState<T>(history: PageHistory, select: (state: HistoryState) => T): T {
  return useStore(history.state, select);
}
