import { ConfabError } from '@confab/shared-types';
import type { Ring, RingState } from '@confab/shared-types';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRingStore } from './ringStore.ts';
import type { RingStoreOptions } from './ringStore.ts';

const anna = { account: 'account-anna', name: 'Anna' };
const bob = { account: 'account-bob', name: 'Bob' };

function ring(state: RingState, more: Partial<Ring> = {}): { server: string; ring: Ring } {
  return {
    server: 'server-1',
    ring: {
      id: 'ring-0001',
      call: 'call-0001',
      workspace: 'workspace-1',
      page: null,
      from: anna,
      to: bob,
      state,
      callee: 'free',
      message: null,
      startedAt: 0,
      remainingMs: state === 'ringing' ? 60_000 : 0,
      ...more,
    },
  };
}

let emit: (event: ReturnType<typeof ring>) => void;
let asked: unknown[];
let waiting: ReturnType<typeof ring>[];
let refusal: ConfabError | null;
let ended: string[];
let problems: unknown[];

function createStore(account: string) {
  const hub = {
    state: 'open',
    onState: () => () => undefined,
    request: (method: string, params: object) => {
      if (method === 'rings.waiting') return Promise.resolve(waiting);
      asked.push({ method, ...params });
      return refusal === null ? Promise.resolve({}) : Promise.reject(refusal);
    },
    on: (_event: string, listener: typeof emit) => {
      emit = listener;
      return () => undefined;
    },
  };
  return createRingStore({
    hub: hub as unknown as RingStoreOptions['hub'],
    accountAt: (server) => (server === 'server-1' ? account : null),
    onEnded: (_ring, end) => ended.push(end),
    onProblem: (error) => problems.push(error),
  });
}

beforeEach(() => {
  asked = [];
  waiting = [];
  ended = [];
  problems = [];
  refusal = null;
});

describe('incoming rings', () => {
  it('show once, however often they are told', () => {
    const store = createStore(bob.account);
    emit(ring('ringing'));
    emit(ring('ringing'));
    expect(store.getState().incoming).toHaveLength(1);
    expect(store.find('ring-0001')?.ring.from).toEqual(anna);
  });

  it.each(['answered', 'declined', 'cancelled', 'missed'] as const)(
    'go and are told about when %s without this window',
    (state) => {
      const store = createStore(bob.account);
      emit(ring('ringing'));
      emit(ring(state));
      expect(store.getState().incoming).toEqual([]);
      expect(ended).toEqual([state]);
    },
  );

  it('go without words when answered or declined here', async () => {
    const store = createStore(bob.account);
    emit(ring('ringing'));
    expect(await store.answer(ring('ringing'))).toBe(true);
    expect(asked).toEqual([
      { method: 'rings.act', server: 'server-1', ring: 'ring-0001', action: 'answer' },
    ]);
    emit(ring('answered'));
    expect(store.getState().incoming).toEqual([]);
    expect(ended).toEqual([]);
  });

  it('that began before this window was there show too, until their time is over', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    waiting = [ring('ringing', { remainingMs: 20_000 })];
    const store = createStore(bob.account);
    await Promise.resolve();
    expect(store.getState().incoming).toHaveLength(1);
    vi.advanceTimersByTime(60_000);
    expect(store.getState().incoming).toEqual([]);
    expect(ended).toEqual([]);
  });

  it('can be declined with a message, whose field goes with the ring', async () => {
    const store = createStore(bob.account);
    emit(ring('ringing'));
    store.compose('ring-0001');
    await store.decline(ring('ringing'), 'In an hour');
    expect(asked).toMatchObject([{ action: 'decline', message: 'In an hour' }]);
    expect(store.getState()).toMatchObject({ incoming: [], composing: null });
  });

  it('tell whoever answers too late', async () => {
    const store = createStore(bob.account);
    emit(ring('ringing'));
    refusal = new ConfabError('ring-ended', 'cancelled');
    expect(await store.answer(ring('ringing'))).toBe(false);
    refusal = new ConfabError('server-unreachable');
    await expect(store.answer(ring('ringing'))).rejects.toThrow('server-unreachable');
  });

  it('of the past do not ring, nor do those of others', () => {
    const store = createStore(bob.account);
    emit(ring('ringing', { remainingMs: 0 }));
    emit({ ...ring('ringing'), server: 'server-2' });
    emit(ring('ringing', { to: { account: 'account-carol', name: 'Carol' } }));
    expect(store.getState().incoming).toEqual([]);
  });
});

describe('outgoing rings', () => {
  it('show who is called and how it went', () => {
    const store = createStore(anna.account);
    emit(ring('ringing'));
    emit(ring('declined'));
    expect(store.getState().outgoing.map((one) => one.ring.state)).toEqual(['declined']);
    expect(store.getState().incoming).toEqual([]);
    store.forget('ring-0001');
    expect(store.getState().outgoing).toEqual([]);
  });

  it('of the past are no news', () => {
    const store = createStore(anna.account);
    emit(ring('missed'));
    expect(store.getState().outgoing).toEqual([]);
  });

  it('are no news any more once their call was left', () => {
    const store = createStore(anna.account);
    emit(ring('ringing'));
    emit(ring('ringing', { id: 'ring-0002', call: 'call-0002' }));
    store.finish('call-0001');
    expect(store.getState().outgoing.map((one) => one.ring.call)).toEqual(['call-0002']);
    emit(ring('cancelled'));
    expect(store.getState().outgoing).toHaveLength(1);
  });

  it('are cancelled one by one, also when that comes too late', async () => {
    const store = createStore(anna.account);
    emit(ring('ringing'));
    refusal = new ConfabError('ring-ended');
    store.cancel(ring('ringing'));
    expect(asked).toEqual([
      { method: 'rings.act', server: 'server-1', ring: 'ring-0001', action: 'cancel' },
    ]);
    await vi.waitFor(() => expect(problems).toEqual([]));
  });
});
