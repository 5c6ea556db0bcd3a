import { useEffect, useState } from 'react';
import type { HubResult, WorkspaceId } from '@confab/shared-types';
import { useHub } from '../app/AppContext.ts';

export interface SearchState {
  /** The query these hits are of; it may be behind what is typed. */
  readonly query: string;
  readonly hits: HubResult<'search.query'>['hits'];
  /** Pages that are not in the index yet. */
  readonly pending: number;
  readonly error: unknown;
}

const nothing: SearchState = { query: '', hits: [], pending: 0, error: null };
/** Keys typed closer than this are one question. */
const settleMs = 40;
/** While pages are being indexed the same question is asked again. */
const askAgainMs = 1000;

/** What the hub finds, in one workspace or in all (null); the last hits stay until there are new ones. */
export function useSearch(query: string, workspace: WorkspaceId | null): SearchState {
  const hub = useHub();
  const [state, setState] = useState<SearchState>(nothing);
  const wanted = query.trim();
  useEffect(() => {
    if (wanted === '') return;
    let current = true;
    let first = true;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async (): Promise<void> => {
      try {
        const { hits, pending } = await hub.request('search.query', {
          query: wanted.slice(0, 200),
          workspace,
          limit: 100,
        });
        if (!current) return;
        // A page that is being written is behind for a moment: that is not worth a word.
        const counts = first ? 0 : pending;
        first = false;
        setState((before) => ({
          query: wanted,
          hits,
          pending: Math.max(counts, Math.min(before.pending, pending)),
          error: null,
        }));
        if (pending > 0) timer = setTimeout(() => void ask(), askAgainMs);
      } catch (error) {
        if (current) setState({ ...nothing, query: wanted, error });
      }
    };
    timer = setTimeout(() => void ask(), settleMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [hub, wanted, workspace]);
  return wanted === '' ? nothing : state;
}
