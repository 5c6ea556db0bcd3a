import { useCallback, useEffect, useState } from 'react';
import type * as Y from 'yjs';
import type { PageHistory } from './PageHistory.ts';

export interface VersionState {
  /** Null until it is here. */
  readonly doc: Y.Doc | null;
  readonly problem: unknown;
  readonly retry: () => void;
}

interface Loaded {
  readonly version: string | null;
  readonly doc: Y.Doc | null;
  readonly problem: unknown;
}

/** A version's page; null: none is wanted. */
export function useVersionState(history: PageHistory, version: string | null): VersionState {
  const [loaded, setLoaded] = useState<Loaded>({ version: null, doc: null, problem: null });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let wanted = true;
    if (version === null) return undefined;
    history
      .stateOf(version)
      .then((doc) => {
        if (wanted) setLoaded({ version, doc, problem: null });
      })
      .catch((problem: unknown) => {
        if (wanted) setLoaded({ version, doc: null, problem });
      });
    return () => {
      wanted = false;
    };
  }, [attempt, history, version]);
  const retry = useCallback(() => {
    setLoaded({ version: null, doc: null, problem: null });
    setAttempt((count) => count + 1);
  }, []);
  const here = loaded.version === version && version !== null;
  return { doc: here ? loaded.doc : null, problem: here ? loaded.problem : null, retry };
}
