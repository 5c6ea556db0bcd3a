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
import type { CallClientOptions } from './room/CallClient.ts';
import type { Call, CallEndReason } from './room/callState.ts';
import { CallSession } from './CallSession.ts';
import type { CallSessionOptions } from './CallSession.ts';
import type { OwnMedia } from './devices/OwnMedia.ts';

export interface CallStoreState {
  /** The call this window is in. */
  readonly session: CallSession | null;
  /** A call is being started or joined and there is no session yet. */
  readonly starting: boolean;
  /** Running calls by workspace, as far as they were asked for. */
  readonly running: Readonly<Record<WorkspaceId, readonly CallInfo[]>>;
}

/** A call that runs, or (`call` null) the running call of the page, else a new one. */
export interface CallPlace {
  readonly workspace: WorkspaceId;
  readonly page: PageId | null;
  readonly call: CallId | null;
}

export interface Entrance {
  /** Open; the session's from then on. */
  readonly own: OwnMedia;
  /** The session of another device of this person's that the call moves from. */
  readonly movesFrom?: string;
}

export interface CallStoreOptions extends Omit<CallSessionOptions, 'info' | 'call' | 'own'> {
  readonly joinCall: (options: CallClientOptions) => Call;
  /** The room did not take this client; nobody inside has noticed. */
  readonly onRefused: (error: ErrorCode | null) => void;
  /** A call is over that the person was in and did not leave. */
  readonly onEnded: (reason: Exclude<CallEndReason, 'left'>, error: ErrorCode | null) => void;
}

export interface CallStore extends StoreApi<CallStoreState> {
  /**
   * Enters a call, leaving the one this window is in. Rejects with a ConfabError, and then `own` is
   * still the caller's to stop.
   */
  enter(place: CallPlace, entrance: Entrance): Promise<CallInfo>;
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
  };

  const enter = (ticket: JoinTicket, { own, movesFrom }: Entrance): CallInfo => {
    leave();
    const { call: info } = ticket;
    const call = options.joinCall({
      ticket,
      refreshTicket: () => hub.request('calls.join', { workspace: info.workspace, call: info.id }),
      ...(movesFrom === undefined ? {} : { movesFrom }),
    });
    const session = new CallSession({ ...options, info, call, own });
    store.setState({ session });
    let taken = false;
    call.subscribe(() => {
      const { phase, reason, error, self } = call.getState();
      taken ||= self !== null || phase === 'waiting';
      if (phase !== 'ended' || store.getState().session !== session) return;
      store.setState({ session: null });
      if (reason === 'failed' && !taken) options.onRefused(error);
      else if (reason !== null && reason !== 'left') options.onEnded(reason, error);
    });
    return info;
  };

  return Object.assign(store, {
    enter: async ({ workspace, page, call }: CallPlace, entrance: Entrance) => {
      store.setState({ starting: true });
      try {
        const ticket =
          call === null
            ? await hub.request('calls.start', { workspace, page })
            : await hub.request('calls.join', { workspace, call });
        return enter(ticket, entrance);
      } finally {
        store.setState({ starting: false });
      }
    },
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
