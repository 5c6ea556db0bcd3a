import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { CallSession, SessionState } from './CallSession.ts';
import type { CallStore, CallStoreState } from './callStore.ts';
import type { RingStore, RingStoreState } from './rings/ringStore.ts';

export interface CallServices {
  readonly calls: CallStore;
  readonly rings: RingStore;
}

export const CallsContext = createContext<CallServices | null>(null);

export function useCallServices(): CallServices {
  const services = useContext(CallsContext);
  if (services === null) throw new Error('CallsProvider is not above this component');
  return services;
}

export function useCalls<T>(select: (state: CallStoreState) => T): T {
  return useStore(useCallServices().calls, select);
}

export function useRings<T>(select: (state: RingStoreState) => T): T {
  return useStore(useCallServices().rings, select);
}

export function useSession<T>(session: CallSession, select: (state: SessionState) => T): T {
  return useStore(session.store, select);
}
