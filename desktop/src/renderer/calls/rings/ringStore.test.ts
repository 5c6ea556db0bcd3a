import { ConfabError } from '@confab/shared-types';
import type { Ring, RingState } from '@confab/shared-types';
import { beforeEach, describe, expect, it, vi } from 'vitest';
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
      startedAt: 0,
      remainingMs: state === 'ringing' ? 60_000 : 0,
      ...more,
    },
  };
}

let emit: (event: ReturnType<typeof ring>) => void;
let asked: unknown[];
let refusal: ConfabError | null;
let ended: string[];
let problems: unknown[];

function createStore(account: string) {
  const hub = {
    request: (method: string, params: object) => {
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

  it('stop for everybody who has not answered when the caller leaves', async () => {
    const store = createStore(anna.account);
    emit(ring('ringing'));
    emit(ring('ringing', { id: 'ring-0002' }));
    emit(ring('answered', { id: 'ring-0002' }));
    refusal = new ConfabError('ring-ended');
    store.finish('call-0001');
    expect(asked).toEqual([
      { method: 'rings.act', server: 'server-1', ring: 'ring-0001', action: 'cancel' },
    ]);
    expect(store.getState().outgoing).toEqual([]);
    await vi.waitFor(() => expect(problems).toEqual([]));
  });
});
