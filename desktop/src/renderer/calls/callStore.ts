import type {
  Call as CallInfo,
  CallId,
  ErrorCode,
  JoinTicket,
  PageId,
  WorkspaceId,
} from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { HubClient } from '../hub/HubClient.ts';
import type { Call, CallClientOptions, CallEndReason } from './room/CallClient.ts';
import { CallSession } from './CallSession.ts';
import type { CallSessionOptions } from './CallSession.ts';

export interface CallStoreState {
  /** The call this window is in. */
  readonly session: CallSession | null;
  /** A call is being started or joined and there is no session yet. */
  readonly starting: boolean;
  /** Running calls by workspace, as far as they were asked for. */
  readonly running: Readonly<Record<WorkspaceId, readonly CallInfo[]>>;
}

export interface CallStoreOptions extends Omit<
  CallSessionOptions,
  'info' | 'call' | 'hub' | 'devices'
> {
  readonly hub: Pick<HubClient, 'request' | 'on' | 'onState' | 'sendAudio'>;
  readonly joinCall: (options: CallClientOptions) => Call;
  readonly devices: () => CallSessionOptions['devices'];
  readonly onActive: (active: boolean) => void;
  /** A call is over that the person did not leave. */
  readonly onEnded: (reason: Exclude<CallEndReason, 'left'>, error: ErrorCode | null) => void;
}

export interface CallStore extends StoreApi<CallStoreState> {
  /** Joins the page's running call, else starts one. Rejects with a ConfabError. */
  start(workspace: WorkspaceId, page: PageId | null): Promise<CallInfo>;
  /** Joins a call, leaving the one this window is in. Rejects with a ConfabError. */
  join(workspace: WorkspaceId, call: CallId): Promise<CallInfo>;
  leave(): void;
  /** Asks which calls run in a workspace and keeps the answer up to date. */
  follow(workspace: WorkspaceId): Promise<void>;
}

/** The one call of this window and what it knows of others; media starts and stops with it. */
export function createCallStore(options: CallStoreOptions): CallStore {
  const { hub } = options;
  const store = createStore<CallStoreState>(() => ({
    session: null,
    starting: false,
    running: {},
  }));

  hub.on('call', (call) => {
    const { running } = store.getState();
    const known = running[call.workspace];
    if (known === undefined) return;
    store.setState({ running: { ...running, [call.workspace]: withCall(known, call) } });
  });

  const leave = (): void => {
    const { session } = store.getState();
    if (session === null) return;
    store.setState({ session: null });
    session.leave();
    options.onActive(false);
  };

  const enter = (ticket: JoinTicket): CallInfo => {
    leave();
    const { call: info } = ticket;
    const call = options.joinCall({
      ticket,
      refreshTicket: () => hub.request('calls.join', { workspace: info.workspace, call: info.id }),
    });
    const session = new CallSession({ ...options, info, call, devices: options.devices() });
    store.setState({ session });
    options.onActive(true);
    call.subscribe(() => {
      const { phase, reason, error } = call.getState();
      if (phase !== 'ended' || store.getState().session !== session) return;
      store.setState({ session: null });
      options.onActive(false);
      if (reason !== null && reason !== 'left') options.onEnded(reason, error);
    });
    session.openDevices();
    return info;
  };

  const starting = async (ticket: () => Promise<JoinTicket>): Promise<CallInfo> => {
    store.setState({ starting: true });
    try {
      return enter(await ticket());
    } finally {
      store.setState({ starting: false });
    }
  };

  return Object.assign(store, {
    start: (workspace: WorkspaceId, page: PageId | null) =>
      starting(() => hub.request('calls.start', { workspace, page })),
    join: (workspace: WorkspaceId, call: CallId) =>
      starting(() => hub.request('calls.join', { workspace, call })),
    leave,
    follow: async (workspace: WorkspaceId) => {
      const calls = await hub.request('calls.running', { workspace });
      store.setState(({ running }) => ({ running: { ...running, [workspace]: calls } }));
    },
  });
}

function withCall(calls: readonly CallInfo[], call: CallInfo): readonly CallInfo[] {
  const others = calls.filter(({ id }) => id !== call.id);
  return call.endedAt === null ? [...others, call] : others;
}
