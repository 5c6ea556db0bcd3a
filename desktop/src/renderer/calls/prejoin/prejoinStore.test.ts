import { ConfabError } from '@confab/shared-types';
import type { Call as CallInfo, PeerInfo } from '@confab/shared-types';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallSession } from '../CallSession.ts';
import type { CallPlace, Entrance } from '../callStore.ts';
import { createFakeMedia } from '../devices/testing/createFakeMedia.ts';
import type { LookedInto, RoomLook } from './lookOnce.ts';
import { createPrejoinStore } from './prejoinStore.ts';
import type { CallTarget, PrejoinOptions } from './prejoinStore.ts';

const target: CallTarget = {
  workspace: 'workspace-1',
  page: 'page-0001',
  call: 'call-0001',
  ring: 'everybody',
};

function peer(session: string, identity: string): PeerInfo {
  const flags = { joinedAt: 1, reconnecting: false, handRaised: false, role: 'host' } as const;
  return { session, identity, name: identity, ...flags };
}

class FakeLook implements RoomLook {
  room: LookedInto | null = null;
  closed = false;
  readonly #listeners = new Set<() => void>();

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  getState() {
    return { room: this.room, error: null };
  }
  close(): void {
    this.closed = true;
  }
  see(...peers: PeerInfo[]): void {
    this.room = { peers, rules: { locked: false, lobby: false } };
    for (const listener of this.#listeners) listener();
  }
}

let look: FakeLook;
let opened: ReturnType<typeof createFakeMedia>[];
let entered: { readonly place: CallPlace; readonly entrance: Entrance }[];
let rung: CallTarget[];
let failures: unknown[];
let answer: () => Promise<CallInfo>;
let left: number;
let session: CallSession | null;

function createStore(options: Partial<PrejoinOptions> = {}) {
  session = null;
  return createPrejoinStore({
    calls: {
      enter: async (place, entrance) => {
        const info = await answer();
        entered.push({ place, entrance });
        session = { own: entrance.own } as CallSession;
        return info;
      },
      leave: () => {
        left += 1;
      },
      getState: () => ({ session, starting: false, running: {} }),
    },
    openMedia: () => {
      const made = createFakeMedia();
      opened.push(made);
      made.own.open(true);
      return made.own;
    },
    remembered: () => ({ muted: false, camera: true }),
    skip: () => false,
    look: () => Promise.resolve(look),
    accountIn: () => 'anna',
    onEntered: (_session, about) => rung.push(about),
    onFailed: (error) => failures.push(error),
    onProblem: () => undefined,
    ...options,
  });
}

async function cameraIsOn(): Promise<void> {
  await vi.waitFor(() => expect(opened[0]?.opened.camera).toHaveLength(1));
}

beforeEach(() => {
  look = new FakeLook();
  opened = [];
  entered = [];
  rung = [];
  failures = [];
  left = 0;
  answer = () => Promise.resolve({ id: 'call-0001' } as CallInfo);
});

describe('prejoinStore', () => {
  it('shows oneself and who is inside, then enters with what is open', async () => {
    const store = createStore();
    await store.begin(target);
    look.see(peer('session-bob', 'bob'));
    expect(store.getState().shown?.room?.peers.map(({ name }) => name)).toEqual(['bob']);
    await cameraIsOn();
    await store.enter();
    expect(store.getState().shown).toBeNull();
    expect(look.closed).toBe(true);
    expect(entered[0]?.entrance.own).toBe(opened[0]?.own);
    expect(opened).toHaveLength(1);
    expect(opened[0]?.opened.camera[0]?.stopped).toBe(false);
    expect(rung).toEqual([target]);
  });

  it('gives the devices back on leaving', async () => {
    const store = createStore();
    await store.begin(target);
    await cameraIsOn();
    store.leave();
    expect(store.getState().shown).toBeNull();
    expect(opened[0]?.opened.camera[0]?.stopped).toBe(true);
    expect(look.closed).toBe(true);
  });

  it('opens the devices once however often it is begun', async () => {
    const store = createStore();
    await store.begin(target);
    await store.begin({ ...target });
    expect(opened).toHaveLength(1);
    await store.begin({ ...target, page: 'page-0002', call: null });
    expect(opened).toHaveLength(2);
    await vi.waitFor(() => expect(opened[0]?.opened.camera[0]?.stopped).toBe(true));
  });

  it('says why entering failed, and can be tried again', async () => {
    const store = createStore();
    await store.begin(target);
    const works = answer;
    answer = () => Promise.reject(new ConfabError('calls-unavailable'));
    await store.enter();
    expect(store.getState().shown).toMatchObject({ entering: false, failure: expect.any(Error) });
    answer = works;
    await store.enter();
    expect(entered).toHaveLength(1);
  });

  it('leaves a call that was entered after the person had gone', async () => {
    const store = createStore();
    await store.begin(target);
    const asked = Promise.withResolvers<CallInfo>();
    answer = () => asked.promise;
    const entering = store.enter();
    store.leave();
    asked.resolve({ id: 'call-0001' } as CallInfo);
    await entering;
    expect(left).toBe(1);
  });

  it('moves from another device without calling anybody again', async () => {
    const store = createStore();
    await store.begin(target);
    look.see(peer('session-phone', 'anna'), peer('session-bob', 'bob'));
    expect(store.getState().shown?.twins.map(({ session }) => session)).toEqual(['session-phone']);
    await store.enter('session-phone');
    expect(entered[0]?.entrance.movesFrom).toBe('session-phone');
    expect(rung.map(({ ring }) => ring)).toEqual(['nobody']);
  });

  it('enters at once when the screen is skipped or a ring is answered', async () => {
    look.see(peer('session-bob', 'bob'));
    await createStore({ skip: () => true }).begin(target);
    await createStore().enterDirectly(target);
    expect(entered).toHaveLength(2);
    expect(look.closed).toBe(true);
  });

  it('asks first even then when another device of this person is inside', async () => {
    look.see(peer('session-phone', 'anna'));
    const store = createStore();
    await store.enterDirectly(target);
    expect(entered).toEqual([]);
    expect(store.getState().shown?.twins).toHaveLength(1);
  });

  it('does not let a room that cannot be looked into hold up the call', async () => {
    const store = createStore({
      look: () => Promise.reject(new ConfabError('server-unreachable')),
    });
    await store.enterDirectly(target);
    expect(entered).toHaveLength(1);
  });

  it('comes back with the reason when the room did not take one', async () => {
    const store = createStore();
    await store.begin({ ...target, call: null });
    await store.enter();
    const locked = new ConfabError('room-locked');
    session = null;
    await store.refused(locked);
    expect(store.getState().shown).toMatchObject({
      target: { ...target, call: 'call-0001' },
      entering: false,
      failure: locked,
    });
    look.see(peer('session-bob', 'bob'));
    expect(store.getState().shown?.room?.peers).toHaveLength(1);
    await store.enter();
    expect(entered).toHaveLength(2);
  });

  it('gives the devices back when entering at once fails, and says so', async () => {
    answer = () => Promise.reject(new ConfabError('calls-unavailable'));
    const store = createStore({ skip: () => true });
    await store.begin({ ...target, call: null });
    expect(failures).toHaveLength(1);
    expect(store.getState().shown).toBeNull();
    await vi.waitFor(() => expect(opened[0]?.opened.camera[0]?.stopped).toBe(true));
  });
});
