import type { ChatMessage } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Call, CallState } from '../room/callState.ts';

/** Something of one's own that the server does not have yet. */
export interface OutgoingMessage {
  readonly id: string;
  readonly text: string;
  /** Milliseconds since the epoch, the media server's clock where it is known. */
  readonly at: number;
  readonly state: 'sending' | 'failed';
}

export interface ChatState {
  readonly outgoing: readonly OutgoingMessage[];
  /** How many messages of others came while the chat was not looked at. */
  readonly unread: number;
}

export interface ChatStore extends StoreApi<ChatState> {
  /** Shown at once, sent as soon as the server can be reached. */
  send(text: string): void;
  /** Says a failed message again; the server takes it once. */
  retry(id: string): void;
  discard(id: string): void;
  /** Told by the panel: what comes while it is looked at is read. */
  setLookedAt(lookedAt: boolean): void;
  /** Follows the call until the returned function is called. */
  follow(): () => void;
}

export interface ChatStoreOptions {
  readonly call: Pick<Call, 'getState' | 'subscribe' | 'sendChat' | 'serverNow'>;
  readonly newId: () => string;
  readonly onProblem: (error: unknown) => void;
}

/** A person's own side of a call's chat: what is on its way, and what they have not read. */
export function createChatStore({ call, newId, onProblem }: ChatStoreOptions): ChatStore {
  const store = createStore<ChatState>(() => ({ outgoing: [], unread: 0 }));
  const known = new Set<string>();
  let lookedAt = false;

  const change = (id: string, state: OutgoingMessage['state'] | null): void =>
    store.setState(({ outgoing }) => ({
      outgoing: outgoing.flatMap((one) =>
        one.id !== id ? [one] : state === null ? [] : [{ ...one, state }],
      ),
    }));

  const deliver = (id: string, text: string): void => {
    call.sendChat(id, text).then(
      () => change(id, null),
      (error: unknown) => {
        change(id, 'failed');
        onProblem(error);
      },
    );
  };

  const take = (state: CallState): void => {
    const fresh = state.chat.filter(({ id }) => !known.has(id));
    if (fresh.length === 0) return;
    for (const { id } of fresh) known.add(id);
    const others = fresh.filter((message) => !isOwn(message, state)).length;
    store.setState(({ outgoing, unread }) => ({
      // A reply may be lost where the message was not.
      outgoing: outgoing.filter(({ id }) => !known.has(id)),
      unread: lookedAt ? 0 : unread + others,
    }));
  };

  return Object.assign(store, {
    send: (text: string) => {
      const id = newId();
      const at = call.serverNow() ?? Date.now();
      store.setState(({ outgoing }) => ({
        outgoing: [...outgoing, { id, text, at, state: 'sending' as const }],
      }));
      deliver(id, text);
    },
    retry: (id: string) => {
      const message = store.getState().outgoing.find((one) => one.id === id);
      if (message?.state !== 'failed') return;
      change(id, 'sending');
      deliver(id, message.text);
    },
    discard: (id: string) => change(id, null),
    setLookedAt: (now: boolean) => {
      lookedAt = now;
      if (now) store.setState({ unread: 0 });
    },
    follow: () => {
      take(call.getState());
      return call.subscribe(() => take(call.getState()));
    },
  });
}

/** Whether this person wrote it, from whichever of their devices. */
export function isOwn(message: ChatMessage, { self }: CallState): boolean {
  return self?.identity === message.identity;
}
