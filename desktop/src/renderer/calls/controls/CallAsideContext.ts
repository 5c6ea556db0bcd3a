import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { CallAside, CallViewState } from './callAside.ts';

/** Null while this window is in no call. */
export const CallAsideContext = createContext<CallAside | null>(null);

/** For what is only drawn during a call. */
export function useCallAside(): CallAside {
  const aside = useContext(CallAsideContext);
  if (aside === null) throw new Error('There is no call, or no CallAsideProvider above');
  return aside;
}

export function useCallView<T>(select: (state: CallViewState) => T): T {
  return useStore(useCallAside().view, select);
}
