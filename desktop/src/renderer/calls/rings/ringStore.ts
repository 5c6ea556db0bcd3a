import type { AccountId, CallId, Ring, RingId, RingState, WorkspaceId } from '@confab/shared-types';
import { ConfabError } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { HubClient } from '../../hub/HubClient.ts';

export interface IncomingRing {
  readonly server: string;
  readonly ring: Ring;
}

export interface RingStoreState {
  /** Rings for this person that nobody has answered, oldest first. */
  readonly incoming: readonly IncomingRing[];
  /** Rings this person started, with how they went. */
  readonly outgoing: readonly IncomingRing[];
  /** The ring whose card shows the field for a message; null: none. */
  readonly composing: RingId | null;
}

/** How a ring for this person ended without this window's doing. */
export type RingEnd = Exclude<RingState, 'ringing'>;

export interface RingStoreOptions {
  readonly hub: Pick<HubClient, 'request' | 'on' | 'onState' | 'state'>;
  /** This person's account at a server; null: not signed in there. */
  readonly accountAt: (server: string) => AccountId | null;
  readonly onEnded: (ring: Ring, end: RingEnd) => void;
  readonly onProblem: (error: unknown) => void;
}

export interface RingStore extends StoreApi<RingStoreState> {
  /** Rings members of the workspace, all but oneself when no accounts are named. */
  call(workspace: WorkspaceId, call: CallId, accounts?: readonly AccountId[]): Promise<void>;
  /** False: somebody or something else ended the ring first. */
  answer(ring: IncomingRing): Promise<boolean>;
  /** `message` is what the caller reads then. */
  decline(ring: IncomingRing, message?: string): Promise<void>;
  /** Opens the field for a message on a ring's card; null closes it. */
  compose(ring: RingId | null): void;
  /** Stops ringing one person. */
  cancel(ring: IncomingRing): void;
  /** Takes a ring that is over off the list of those this person started. */
  forget(ring: RingId): void;
  /** The call was left: how its rings went is no news any more. The hub cancels those that ring. */
  finish(call: CallId): void;
  find(ring: RingId): IncomingRing | null;
}

/** A server that cannot be reached does not say that a ring is over; then it is, this much later. */
const graceMs = 5_000;

/** Rings of this person, in both directions, as the events of the servers tell. */
export function createRingStore(options: RingStoreOptions): RingStore {
  const { hub } = options;
  const store = createStore<RingStoreState>(() => ({
    incoming: [],
    outgoing: [],
    composing: null,
  }));
  /** Rings whose end is this window's own doing, so that it needs no words. */
  const ownDoing = new Set<RingId>();

  const takeAway = (ring: RingId): void => {
    store.setState(({ incoming, composing }) => ({
      incoming: incoming.filter((one) => one.ring.id !== ring),
      composing: composing === ring ? null : composing,
    }));
  };

  const onIncoming = (server: string, ring: Ring): void => {
    const known = store.getState().incoming.some((one) => one.ring.id === ring.id);
    if (ring.state === 'ringing') {
      if (known || ring.remainingMs <= 0 || ownDoing.has(ring.id)) return;
      store.setState(({ incoming }) => ({ incoming: [...incoming, { server, ring }] }));
      setTimeout(() => takeAway(ring.id), ring.remainingMs + graceMs);
      return;
    }
    takeAway(ring.id);
    if (known && !ownDoing.has(ring.id)) options.onEnded(ring, ring.state);
  };

  const onOutgoing = (server: string, ring: Ring): void => {
    const { outgoing } = store.getState();
    const known = outgoing.some((one) => one.ring.id === ring.id);
    // Events of the past come again after a reconnection: only what rings now begins a tile.
    if (!known && (ring.state !== 'ringing' || ring.remainingMs <= 0)) return;
    store.setState({
      outgoing: known
        ? outgoing.map((one) => (one.ring.id === ring.id ? { server, ring } : one))
        : [...outgoing, { server, ring }],
    });
  };

  hub.on('ring', ({ server, ring }) => {
    const account = options.accountAt(server);
    if (ring.to.account === account) onIncoming(server, ring);
    else if (ring.from.account === account) onOutgoing(server, ring);
  });

  /** What began to ring before this window was there. */
  const catchUp = async (): Promise<void> => {
    for (const { server, ring } of await hub.request('rings.waiting', {})) onIncoming(server, ring);
  };
  hub.onState((state) => {
    if (state === 'open') catchUp().catch(options.onProblem);
  });
  if (hub.state === 'open') catchUp().catch(options.onProblem);

  const act = async (
    one: IncomingRing,
    action: 'answer' | 'decline',
    message?: string,
  ): Promise<boolean> => {
    ownDoing.add(one.ring.id);
    takeAway(one.ring.id);
    try {
      await hub.request('rings.act', {
        server: one.server,
        ring: one.ring.id,
        action,
        ...(message === undefined ? {} : { message }),
      });
      return true;
    } catch (error) {
      if (isTooLate(error)) return false;
      throw error;
    }
  };

  const cancel = ({ server, ring }: IncomingRing): void => {
    hub
      .request('rings.act', { server, ring: ring.id, action: 'cancel' })
      .catch((error: unknown) => {
        if (!isTooLate(error)) options.onProblem(error);
      });
  };

  return Object.assign(store, {
    call: async (workspace: WorkspaceId, call: CallId, accounts?: readonly AccountId[]) => {
      const chosen = accounts === undefined ? {} : { accounts: [...accounts] };
      await hub.request('calls.ring', { workspace, call, ...chosen });
    },
    answer: (ring: IncomingRing) => act(ring, 'answer'),
    decline: async (ring: IncomingRing, message?: string) => {
      await act(ring, 'decline', message);
    },
    compose: (composing: RingId | null) => store.setState({ composing }),
    cancel,
    forget: (ring: RingId) =>
      store.setState(({ outgoing }) => ({
        outgoing: outgoing.filter((one) => one.ring.id !== ring),
      })),
    finish: (call: CallId) => {
      store.setState(({ outgoing }) => ({
        outgoing: outgoing.filter((one) => one.ring.call !== call),
      }));
    },
    find: (ring: RingId) => store.getState().incoming.find((one) => one.ring.id === ring) ?? null,
  });
}

/** Somebody else ended the ring first: nothing is left to do. */
function isTooLate(error: unknown): boolean {
  return error instanceof ConfabError && error.code === 'ring-ended';
}
