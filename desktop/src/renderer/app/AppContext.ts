import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { AppState, WorkspaceId } from '@confab/shared-types';
import type { Runtime } from '../../shell/Runtime.ts';
import type { HubClient } from '../hub/HubClient.ts';
import type { PersonalStore } from '../pages/personalStore.ts';
import type { ToastStore } from '../ui/toastStore.ts';
import type { AppStore, AppStoreState } from './appStore.ts';
import type { LayoutState, LayoutStore } from './layoutStore.ts';
import type { Route, RouteStore } from './route.ts';

/** Everything the screens are given; made once in main.tsx. */
export interface AppServices {
  readonly runtime: Runtime;
  readonly hub: HubClient;
  readonly app: AppStore;
  readonly route: RouteStore;
  readonly layout: LayoutStore;
  readonly toasts: ToastStore;
  readonly personal: PersonalStore;
}

export const AppContext = createContext<AppServices | null>(null);

export function useServices(): AppServices {
  const services = useContext(AppContext);
  if (services === null) throw new Error('AppContext has no provider above this component');
  return services;
}

export function useHub(): HubClient {
  return useServices().hub;
}

export function useApp<T>(select: (state: AppStoreState) => T): T {
  return useStore(useServices().app, select);
}

/** Of what the hub said; only below the first screen, where it has said it. */
export function useData<T>(select: (data: AppState) => T): T {
  return useApp(({ data }) => {
    if (data === null) throw new Error('The hub has not answered yet');
    return select(data);
  });
}

export function useRoute<T>(select: (route: Route) => T): T {
  return useStore(useServices().route, select);
}

export function useLayout<T>(select: (state: LayoutState) => T): T {
  return useStore(useServices().layout, select);
}

export function useWorkspace(id: WorkspaceId | null) {
  return useData((data) => data.workspaces.find((workspace) => workspace.id === id) ?? null);
}
