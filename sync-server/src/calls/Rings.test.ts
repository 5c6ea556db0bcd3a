import type { Account, Call } from '@confab/shared-types';
import { expect, onTestFinished, test } from 'vitest';
import { MemoryBus } from '../bus/MemoryBus.ts';
import { silentLog } from '../Log.ts';
import { newId } from '../newId.ts';
import { AccountEvents } from '../presence/AccountEvents.ts';
import { Presence } from '../presence/Presence.ts';
import { SqliteStorage } from '../storage/sqlite/SqliteStorage.ts';
import { ManualClock } from '../testing/ManualClock.ts';
import { Rings } from './Rings.ts';

const [alice, bob, carol] = ['alice-account', 'bob-account', 'carol-account'];

async function callOfAlice() {
  const storage = new SqliteStorage(':memory:');
  const clock = new ManualClock();
  const bus = new MemoryBus();
  const presence = new Presence(bus);
  const accounts = {
    find: (id: string): Promise<Account> =>
      Promise.resolve({ id, person: `${id}-person`, name: id, email: `${id}@example.org` }),
  };
  const create = (): Rings =>
    new Rings({
      storage: storage.rings,
      accounts,
      presence,
      events: new AccountEvents(storage.events, bus, clock),
      bus,
      clock,
      log: silentLog,
    });
  const rings = create();
  const call: Call = await storage.calls.startOrFind({
    id: newId(),
    workspace: newId(),
    page: null,
    startedBy: alice,
    startedAt: clock.now(),
    endedAt: null,
    minutesPage: null,
  });
  onTestFinished(async () => {
    rings.stop();
    await storage.close();
  });
  /** Resolves when news of a ring went out: timers do their work without being awaited. */
  const announced = (): Promise<void> =>
    new Promise((resolve) => {
      const end = bus.subscribe('events', () => {
        end();
        resolve();
      });
    });
  return { storage, clock, presence, rings, create, call, announced };
}

test('a ring goes out to caller and callee, and the one who accepts first wins', async () => {
  const { storage, clock, presence, rings, call } = await callOfAlice();
  await presence.enter(alice);
  const [ring] = await rings.start(call, alice, [bob]);
  expect(ring).toMatchObject({ state: 'ringing', remainingMs: 60_000, call: call.id });
  for (const account of [alice, bob]) {
    expect(await storage.events.after(account, 0, 9)).toMatchObject([{ ref: ring?.id }]);
  }
  clock.advance(15_000);
  const id = ring?.id ?? '';
  expect((await rings.find(id))?.remainingMs).toBe(45_000);

  const attempts = await Promise.allSettled([
    rings.act(id, bob, 'answer'),
    rings.act(id, bob, 'decline'),
  ]);
  expect(attempts[0]).toMatchObject({ value: { state: 'answered', remainingMs: 0 } });
  expect(attempts[1]).toMatchObject({ reason: { code: 'ring-ended', detail: 'answered' } });
  clock.advance(60_000);
  expect((await rings.find(id))?.state).toBe('answered');
});

test('nobody but its two people may act on a ring, each in their own way', async () => {
  const { presence, rings, call } = await callOfAlice();
  await presence.enter(alice);
  const [ring] = await rings.start(call, alice, [bob]);
  const id = ring?.id ?? '';
  await expect(rings.act(id, carol, 'answer')).rejects.toMatchObject({ code: 'not-found' });
  await expect(rings.act(id, alice, 'answer')).rejects.toMatchObject({ code: 'no-permission' });
  await expect(rings.act(id, bob, 'cancel')).rejects.toMatchObject({ code: 'no-permission' });
  await expect(rings.act(newId(), bob, 'answer')).rejects.toMatchObject({ code: 'not-found' });
  expect(await rings.act(id, alice, 'cancel')).toMatchObject({ state: 'cancelled' });
});

test('a ring that nobody takes is missed after a minute', async () => {
  const { clock, presence, rings, call, announced } = await callOfAlice();
  await presence.enter(alice);
  const [ring] = await rings.start(call, alice, [bob]);
  clock.advance(59_999);
  expect((await rings.find(ring?.id ?? ''))?.state).toBe('ringing');
  const over = announced();
  clock.advance(1);
  await over;
  expect((await rings.find(ring?.id ?? ''))?.state).toBe('missed');
});

test('rings are cancelled when the caller was gone for ten seconds, not before', async () => {
  const { clock, presence, rings, call, announced } = await callOfAlice();
  const device = await presence.enter(alice);
  const [ring] = await rings.start(call, alice, [bob]);
  await device.leave();
  await Promise.resolve();
  clock.advance(9_000);
  const back = await presence.enter(alice);
  await Promise.resolve();
  clock.advance(20_000);
  expect((await rings.find(ring?.id ?? ''))?.state).toBe('ringing');

  await back.leave();
  await Promise.resolve();
  const over = announced();
  clock.advance(10_000);
  await over;
  expect((await rings.find(ring?.id ?? ''))?.state).toBe('cancelled');
});

test('the same person is rung once for a call, and again after the ring has ended', async () => {
  const { presence, rings, call } = await callOfAlice();
  await presence.enter(alice);
  const [first] = await rings.start(call, alice, [bob, carol]);
  const [again] = await rings.start(call, alice, [bob]);
  expect(again?.id).toBe(first?.id);
  await rings.act(first?.id ?? '', bob, 'decline');
  const [next] = await rings.start(call, alice, [bob]);
  expect(next?.id).not.toBe(first?.id);
});

test('after a restart rings go on, and what expired meanwhile was missed', async () => {
  const { clock, presence, rings, create, call, announced } = await callOfAlice();
  await presence.enter(alice);
  const [old] = await rings.start(call, alice, [bob]);
  clock.advance(50_000);
  const [young] = await rings.start(call, alice, [carol]);
  rings.stop();
  clock.advance(20_000);

  const restarted = create();
  onTestFinished(() => restarted.stop());
  await restarted.resume();
  const over = announced();
  clock.advance(0);
  await over;
  expect((await restarted.find(old?.id ?? ''))?.state).toBe('missed');
  expect(await restarted.find(young?.id ?? '')).toMatchObject({
    state: 'ringing',
    remainingMs: 40_000,
  });
  expect(await restarted.act(young?.id ?? '', carol, 'answer')).toMatchObject({
    state: 'answered',
  });
});

test('the end of a call cancels what still rings for it', async () => {
  const { presence, rings, call } = await callOfAlice();
  await presence.enter(alice);
  const started = await rings.start(call, alice, [bob, carol]);
  await rings.act(started[0]?.id ?? '', bob, 'answer');
  await rings.endOfCall(call.id);
  const states = await Promise.all(started.map(({ id }) => rings.find(id)));
  expect(states.map((ring) => ring?.state)).toEqual(['answered', 'cancelled']);
});
