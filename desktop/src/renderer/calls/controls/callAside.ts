import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { CallSession } from '../CallSession.ts';
import { createChatStore } from '../chat/chatStore.ts';
import type { ChatStore } from '../chat/chatStore.ts';
import { handOrder } from '../people/handOrder.ts';
import { createHostWordStore } from '../people/hostWordStore.ts';
import type { HostWordStore } from '../people/hostWordStore.ts';
import { createReactionStore } from '../reactions/reactionStore.ts';
import type { ReactionStore } from '../reactions/reactionStore.ts';

/** What is open over a call; `remove` names the session it is about. */
export type CallDialog =
  | { readonly type: 'shortcuts' | 'statistics' | 'end' }
  | { readonly type: 'remove'; readonly session: string };

export interface CallViewState {
  readonly dialog: CallDialog | null;
  readonly reactionsOpened: boolean;
  /** Sessions with a raised hand, first raised first. */
  readonly hands: readonly string[];
}

/** What a window keeps about its call beside sound and pictures; as long as the call lasts. */
export interface CallAside {
  readonly chat: ChatStore;
  readonly reactions: ReactionStore;
  readonly hostWords: HostWordStore;
  readonly view: StoreApi<CallViewState>;
  /** Follows the call until the returned function is called. */
  follow(): () => void;
}

export function createCallAside(
  { call }: Pick<CallSession, 'call'>,
  onProblem: (error: unknown) => void,
): CallAside {
  const chat = createChatStore({ call, newId: () => crypto.randomUUID(), onProblem });
  const reactions = createReactionStore({ call, now: () => Date.now() });
  const hostWords = createHostWordStore(call);
  const view = createStore<CallViewState>(() => ({
    dialog: null,
    reactionsOpened: false,
    hands: handOrder([], call.getState()),
  }));
  const followHands = (): (() => void) =>
    call.subscribe(() => {
      const hands = handOrder(view.getState().hands, call.getState());
      if (hands !== view.getState().hands) view.setState({ hands });
    });
  return {
    chat,
    reactions,
    hostWords,
    view,
    follow: () => {
      const stops = [chat.follow(), reactions.follow(), hostWords.follow(), followHands()];
      return () => stops.forEach((stop) => stop());
    },
  };
}
