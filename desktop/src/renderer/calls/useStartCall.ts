import { useCallback } from 'react';
import { useCallServices } from './CallsContext.ts';
import type { CallTarget } from './prejoin/prejoinStore.ts';

/**
 * Goes into a call: the one of `call`, else the page's running one, else a new one. Shows the screen
 * before the call first, unless the person skips it; what goes wrong without it is told in a toast.
 * `ring` `everybody`: nobody is rung for a call that has people in it, since who wants to be there is
 * there. One that everybody has just left goes on for a moment, so whoever enters it alone calls again.
 */
export function useStartCall(): (target: CallTarget) => void {
  const { prejoin } = useCallServices();
  return useCallback((target) => void prejoin.begin(target), [prejoin]);
}
