import type { AppState, LocalWorkspace, WorkspaceId } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { HubClient, HubState } from '../hub/HubClient.ts';

/** What the hub last said, whole. `data` is null until it answered for the first time. */
export interface AppStoreState {
  readonly hub: HubState;
  readonly data: AppState | null;
  /** An open document holds an edit that is not on disk yet. */
  readonly unsaved: boolean;
}

export type AppStore = StoreApi<AppStoreState>;

/** How long nothing must wait to be saved before that is shown. */
const calmMs = 250;

/** Keeps a store equal to what the hub tells, from now on and after each reconnection. */
export function createAppStore(hub: HubClient, onProblem: (problem: unknown) => void): AppStore {
  const store = createStore<AppStoreState>(() => ({
    hub: hub.state,
    data: null,
    unsaved: false,
  }));
  const merge = (part: Partial<AppState>): void => {
    const { data } = store.getState();
    if (data !== null) store.setState({ data: { ...data, ...part } });
  };
  const refresh = async (): Promise<void> => {
    store.setState({ data: await hub.request('app.state', {}) });
  };
  hub.onState((state) => {
    store.setState({ hub: state });
    if (state === 'open') refresh().catch(onProblem);
  });
  hub.on('profile', (profile) => merge({ profile }));
  hub.on('preferences', (preferences) => merge({ preferences }));
  hub.on('workspaces', (workspaces) => merge({ workspaces }));
  hub.on('connections', (connections) => merge({ connections }));
  hub.on('sync', (sync) => merge({ sync }));
  hub.on('sharedPages', (sharedPages) => merge({ sharedPages }));
  let calm: ReturnType<typeof setTimeout> | undefined;
  hub.onDocuments(() => {
    clearTimeout(calm);
    if (hub.unsaved === store.getState().unsaved) return;
    if (hub.unsaved) store.setState({ unsaved: true });
    // Between two keys everything is saved for a moment: the words would flicker at each of them.
    else calm = setTimeout(() => store.setState({ unsaved: hub.unsaved }), calmMs);
  });
  if (hub.state === 'open') refresh().catch(onProblem);
  return store;
}

export function workspaceOf(data: AppState | null, id: WorkspaceId): LocalWorkspace | undefined {
  return data?.workspaces.find((workspace) => workspace.id === id);
}

/** The id a person's colour is made from: the account in a shared workspace, else the person. */
export function ownIdIn(data: AppState, workspace: WorkspaceId): string {
  const server = workspaceOf(data, workspace)?.server ?? null;
  const connection = data.connections.find((one) => one.server.server === server);
  return connection?.account.id ?? data.profile.person;
}
