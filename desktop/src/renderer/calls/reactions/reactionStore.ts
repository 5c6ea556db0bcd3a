import { reactionSchema, reactionTopic } from '@confab/shared-types';
import type { Reaction } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Call } from '../room/callState.ts';

/** A reaction on its way up. */
export interface Floating {
  readonly id: number;
  readonly reaction: Reaction;
  /** Who it rises from; of several, the first. */
  readonly session: string;
  readonly name: string;
  /** How many of the same it stands for. */
  readonly count: number;
  /** Milliseconds, this device's clock. */
  readonly at: number;
}

/** How long a reaction is to be seen. */
export const reactionLifetimeMs = 3_000;
/** From here on the same reaction rises once for many. */
const crowd = 8;

/** Takes in a reaction; where many rise at once, one of the same kind counts for it. */
export function addReaction(floating: readonly Floating[], added: Floating): readonly Floating[] {
  const same = floating.findLast(({ reaction }) => reaction === added.reaction);
  const young = floating.filter(({ at }) => added.at - at < reactionLifetimeMs);
  if (young.length < crowd || same === undefined || !young.includes(same)) {
    return [...young, added].slice(-crowd * 2);
  }
  return young.map((one) => (one === same ? { ...one, count: one.count + added.count } : one));
}

export interface ReactionStore extends StoreApi<{ readonly floating: readonly Floating[] }> {
  /** Shown here at once; rejects with a `ConfabError` when the others do not get it. */
  send(reaction: Reaction): Promise<void>;
  follow(): () => void;
}

/** The reactions of a call, each for three seconds. */
export function createReactionStore(given: {
  readonly call: Pick<Call, 'getState' | 'onData' | 'sendData'>;
  readonly now: () => number;
}): ReactionStore {
  const { call, now } = given;
  const store = createStore<{ readonly floating: readonly Floating[] }>(() => ({ floating: [] }));
  let nextId = 1;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const clear = (): void => {
    clearTimeout(timer);
    const floating = store.getState().floating.filter(({ at }) => now() - at < reactionLifetimeMs);
    if (floating.length < store.getState().floating.length) store.setState({ floating });
    const [oldest] = floating;
    if (oldest !== undefined) timer = setTimeout(clear, oldest.at + reactionLifetimeMs - now());
  };

  const show = (session: string, name: string, reaction: Reaction): void => {
    const added = { id: nextId++, reaction, session, name, count: 1, at: now() };
    store.setState(({ floating }) => ({ floating: addReaction(floating, added) }));
    clear();
  };

  return Object.assign(store, {
    send: async (reaction: Reaction) => {
      const { self } = call.getState();
      if (self !== null) show(self.session, self.name, reaction);
      await call.sendData(reactionTopic, { reaction });
    },
    follow: () => {
      const stop = call.onData(({ from, topic, payload }) => {
        if (topic !== reactionTopic) return;
        const parsed = reactionSchema.safeParse(payload);
        const sender = call.getState().peers.find(({ session }) => session === from);
        if (parsed.success && sender !== undefined) {
          show(from, sender.name, parsed.data.reaction);
        }
      });
      return () => {
        stop();
        clearTimeout(timer);
      };
    },
  });
}
