import type { AccountId, PeerInfo, WorkspaceId } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { CallSession } from '../CallSession.ts';
import type { CallPlace, CallStore } from '../callStore.ts';
import type { OwnMedia } from '../devices/OwnMedia.ts';
import { lookOnce } from './lookOnce.ts';
import type { LookedInto, RoomLook } from './lookOnce.ts';

/** Who is called when one enters; `everybody`: the other members, where nobody is inside yet. */
export type RingChoice = 'everybody' | 'nobody' | readonly AccountId[];

export interface CallTarget extends CallPlace {
  readonly ring: RingChoice;
}

/** The screen before a call: oneself as the others will see and hear one. */
export interface Prejoin {
  readonly target: CallTarget;
  readonly own: OwnMedia;
  /** Null: not known, or no call runs yet. */
  readonly room: LookedInto | null;
  readonly lookFailed: boolean;
  /** This person's other devices that are in the call. */
  readonly twins: readonly PeerInfo[];
  readonly entering: boolean;
  /** Why entering did not work just now. */
  readonly failure: unknown;
}

export interface PrejoinState {
  readonly shown: Prejoin | null;
}

export interface PrejoinOptions {
  readonly calls: Pick<CallStore, 'enter' | 'leave' | 'getState'>;
  readonly openMedia: (how: { readonly muted: boolean; readonly camera: boolean }) => OwnMedia;
  /** How the person entered the last time. */
  readonly remembered: () => { readonly muted: boolean; readonly camera: boolean };
  readonly skip: () => boolean;
  readonly look: (place: CallPlace) => Promise<RoomLook>;
  readonly accountIn: (workspace: WorkspaceId) => AccountId | null;
  readonly onEntered: (session: CallSession, target: CallTarget) => void;
  /** Entering without the screen did not work. */
  readonly onFailed: (error: unknown) => void;
  readonly onProblem: (error: unknown) => void;
}

export interface PrejoinStore extends StoreApi<PrejoinState> {
  /** Shows the screen before the call, or enters at once where that is what the person wants. */
  begin(target: CallTarget): Promise<void>;
  /** Enters at once, unless this person is inside from another device: that one has to be asked. */
  enterDirectly(target: CallTarget): Promise<void>;
  /** Enters with what is open. `movesFrom`: the session of the other device that is left. */
  enter(movesFrom?: string): Promise<void>;
  /** The room of the call that was entered last did not take this client: shows the screen, and why. */
  refused(error: unknown): Promise<void>;
  /** Gives the devices back. */
  leave(): void;
}

/** What happens between wanting to be in a call and being in it. */
export function createPrejoinStore(options: PrejoinOptions): PrejoinStore {
  const { calls } = options;
  const store = createStore<PrejoinState>(() => ({ shown: null }));
  let look: RoomLook | null = null;
  let entered: CallTarget | null = null;

  const change = (own: OwnMedia, part: Partial<Prejoin>): void => {
    const { shown } = store.getState();
    if (shown?.own === own) store.setState({ shown: { ...shown, ...part } });
  };

  const close = (): OwnMedia | null => {
    const { shown } = store.getState();
    look?.close();
    look = null;
    store.setState({ shown: null });
    return shown?.own ?? null;
  };

  const leave = (): void => close()?.stop();

  const twinsIn = (target: CallPlace, room: LookedInto | null): readonly PeerInfo[] => {
    const account = options.accountIn(target.workspace);
    return room?.peers.filter(({ identity }) => identity === account) ?? [];
  };

  const show = (target: CallTarget, own: OwnMedia): void => {
    const nothing = { room: null, lookFailed: false, twins: [], entering: false, failure: null };
    leave();
    store.setState({ shown: { target, own, ...nothing } });
  };

  /** Follows who is inside for as long as the screen is shown. */
  const follow = (target: CallTarget, own: OwnMedia, watched: RoomLook): void => {
    if (store.getState().shown?.own !== own) return watched.close();
    look = watched;
    const tell = (): void => {
      const { room, error } = watched.getState();
      change(own, { room, lookFailed: error !== null, twins: twinsIn(target, room) });
    };
    watched.subscribe(tell);
    tell();
  };

  const enterWith = async (
    target: CallTarget,
    own: OwnMedia,
    movesFrom: string | undefined,
  ): Promise<void> => {
    const { id } = await calls.enter(target, {
      own,
      ...(movesFrom === undefined ? {} : { movesFrom }),
    });
    const { session } = calls.getState();
    if (session === null) return;
    // Who moves has been in the call: nobody is to be called again.
    const ring = movesFrom === undefined ? target.ring : 'nobody';
    entered = { ...target, call: id, ring };
    options.onEntered(session, { ...target, ring });
  };

  const open = (): OwnMedia => {
    const before = calls.getState().session?.store.getState().own;
    return options.openMedia(
      before === undefined
        ? options.remembered()
        : { muted: before.microphone !== 'on', camera: before.camera === 'on' },
    );
  };

  /** Shows the screen, and who is inside as soon as that is known. */
  const showAndFollow = async (target: CallTarget, failure: unknown): Promise<void> => {
    const own = open();
    show(target, own);
    change(own, { failure });
    if (target.call === null) return;
    try {
      follow(target, own, await options.look(target));
    } catch (error) {
      change(own, { lookFailed: true });
      options.onProblem(error);
    }
  };

  const enterDirectly = async (target: CallTarget): Promise<void> => {
    leave();
    const own = open();
    try {
      const watched =
        target.call === null ? null : await lookOnce(options.look(target), options.onProblem);
      if (watched !== null && twinsIn(target, watched.getState().room).length > 0) {
        show(target, own);
        return follow(target, own, watched);
      }
      watched?.close();
      await enterWith(target, own, undefined);
    } catch (error) {
      own.stop();
      options.onFailed(error);
    }
  };

  return Object.assign(store, {
    enterDirectly,
    leave,
    begin: async (target: CallTarget) => {
      // Pressed again, with the screen there already.
      if (isSamePlace(store.getState().shown?.target, target)) return;
      // Whoever is in a call has chosen how to be seen and heard.
      if (options.skip() || calls.getState().session !== null) return enterDirectly(target);
      await showAndFollow(target, null);
    },
    refused: async (error: unknown) => {
      if (entered !== null) await showAndFollow(entered, error);
    },
    enter: async (movesFrom?: string) => {
      const { shown } = store.getState();
      if (shown === null || shown.entering) return;
      const { own, target } = shown;
      change(own, { entering: true, failure: null });
      try {
        await enterWith(target, own, movesFrom);
        // Left while the server was being asked.
        if (store.getState().shown?.own !== own) return calls.leave();
        close();
      } catch (failure) {
        change(own, { entering: false, failure });
      }
    },
  });
}

function isSamePlace(one: CallTarget | undefined, other: CallTarget): boolean {
  return one?.workspace === other.workspace && one.page === other.page && one.call === other.call;
}
