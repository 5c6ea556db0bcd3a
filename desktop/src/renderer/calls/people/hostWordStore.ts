import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Call, HostWord } from '../room/callState.ts';

/** A host's request that waits for an answer. */
export type UnmuteRequest = Extract<HostWord, { readonly type: 'unmute-asked' }>;

export interface HostWordStore extends StoreApi<{ readonly request: UnmuteRequest | null }> {
  /** Answered, one way or the other. */
  dismiss(): void;
  follow(): () => void;
}

/** What hosts ask of this person: the last request, until it is answered. */
export function createHostWordStore(call: Pick<Call, 'onHostWord'>): HostWordStore {
  const store = createStore<{ readonly request: UnmuteRequest | null }>(() => ({ request: null }));
  return Object.assign(store, {
    dismiss: () => store.setState({ request: null }),
    follow: () =>
      call.onHostWord((word) => {
        if (word.type === 'unmute-asked') store.setState({ request: word });
        // Asked, then muted: the request is over.
        else if (store.getState().request?.source === word.source) {
          store.setState({ request: null });
        }
      }),
  });
}
