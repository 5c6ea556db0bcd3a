import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { CallSession, SessionState } from './CallSession.ts';
import type { CallStore, CallStoreState } from './callStore.ts';
import type { NotificationState, NotificationStore } from './notifications/notificationStore.ts';
import type { DeviceLists, DeviceStore } from './devices/deviceStore.ts';
import type { PrejoinState, PrejoinStore } from './prejoin/prejoinStore.ts';
import type { RingStore, RingStoreState } from './rings/ringStore.ts';
import type { StageState, StageStore } from './stage/stageStore.ts';

export interface CallServices {
  readonly calls: CallStore;
  readonly rings: RingStore;
  readonly notifications: NotificationStore;
  readonly stage: StageStore;
  readonly prejoin: PrejoinStore;
  readonly devices: DeviceStore;
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

export function useNotifications<T>(select: (state: NotificationState) => T): T {
  return useStore(useCallServices().notifications, select);
}

export function usePrejoin<T>(select: (state: PrejoinState) => T): T {
  return useStore(useCallServices().prejoin, select);
}

/** The devices of this machine. */
export function useDevices<T>(select: (lists: DeviceLists) => T): T {
  return useStore(useCallServices().devices, select);
}

export function useStage<T>(select: (state: StageState) => T): T {
  return useStore(useCallServices().stage, select);
}

export function useSession<T>(session: CallSession, select: (state: SessionState) => T): T {
  return useStore(session.store, select);
}
