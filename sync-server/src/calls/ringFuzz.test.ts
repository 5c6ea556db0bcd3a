import type { AccountId, Call, Ring, RingAction, RingState } from '@confab/shared-types';
import { ConfabError } from '@confab/shared-types';
import { expect, onTestFinished, test } from 'vitest';
import { seededRandom } from '../../../shared-types/src/testing/seededRandom.ts';
import { MemoryBus } from '../bus/MemoryBus.ts';
import { silentLog } from '../Log.ts';
import { newId } from '../newId.ts';
import { AccountEvents } from '../presence/AccountEvents.ts';
import { Presence } from '../presence/Presence.ts';
import type { PresentDevice } from '../presence/Presence.ts';
import { SqliteStorage } from '../storage/sqlite/SqliteStorage.ts';
import { ManualClock } from '../testing/ManualClock.ts';
import { Rings } from './Rings.ts';

const accounts = ['alice-account', 'bob-account', 'carol-account'] as const;
const actions: readonly RingAction[] = ['answer', 'decline', 'cancel'];

/** Lets everything run that waits for nothing but its turn. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
}

/** One device: hears of rings by its cursor while it is connected, as an event stream does. */
class Device {
  readonly heard = new Map<string, Ring>();
  /** Every state that a ring was heard in, in order. */
  readonly history = new Map<string, RingState[]>();
  readonly account: AccountId;
  readonly #world: World;
  #cursor = 0;
  #present: PresentDevice | null = null;

  constructor(account: AccountId, world: World) {
    this.account = account;
    this.#world = world;
  }

  get connected(): boolean {
    return this.#present !== null;
  }

  async connect(): Promise<void> {
    this.#present ??= await this.#world.presence.enter(this.account);
    await this.read();
  }

  async disconnect(): Promise<void> {
    const present = this.#present;
    this.#present = null;
    await present?.leave();
  }

  /** Asks again for news it may have had before. */
  forgetSome(random: () => number): void {
    this.#cursor = Math.floor(this.#cursor * random());
  }

  async read(): Promise<void> {
    if (this.#present === null) return;
    const { storage, rings } = this.#world;
    for (const { cursor, ref } of await storage.events.after(this.account, this.#cursor, 1000)) {
      const ring = await rings.find(ref);
      this.#cursor = cursor;
      if (ring === null) continue;
      this.heard.set(ring.id, ring);
      this.history.set(ring.id, [...(this.history.get(ring.id) ?? []), ring.state]);
    }
  }
}

/** A server whose processes come and go over one database, and the devices of three people. */
class World {
  readonly storage = new SqliteStorage(':memory:');
  readonly clock = new ManualClock();
  readonly ended = new Map<string, RingState[]>();
  readonly devices: readonly Device[];
  readonly call: Call = {
    id: newId(),
    workspace: newId(),
    page: null,
    startedBy: accounts[0],
    startedAt: this.clock.now(),
    endedAt: null,
    minutesPage: null,
  };
  readonly #bus = new MemoryBus();
  presence = new Presence(this.#bus);
  rings = this.#create();

  constructor() {
    this.devices = accounts.flatMap((account) => [
      new Device(account, this),
      new Device(account, this),
    ]);
  }

  async restart(): Promise<void> {
    this.rings.stop();
    for (const device of this.devices) await device.disconnect();
    this.presence = new Presence(this.#bus);
    this.rings = this.#create();
    await this.rings.resume();
  }

  async act(ring: Ring, account: AccountId, action: RingAction): Promise<void> {
    const message = action === 'decline' ? `from ${account}` : null;
    try {
      const { state } = await this.rings.act(ring.id, account, action, message);
      this.ended.set(ring.id, [...(this.ended.get(ring.id) ?? []), state]);
    } catch (error) {
      // Second, or not theirs to do: the server says so, and nothing changes.
      if (!(error instanceof ConfabError)) throw error;
      expect(['ring-ended', 'no-permission']).toContain(error.code);
    }
  }

  #create(): Rings {
    return new Rings({
      storage: this.storage.rings,
      accounts: {
        find: (id) => Promise.resolve({ id, person: id, name: id, email: `${id}@example.org` }),
      },
      presence: this.presence,
      events: new AccountEvents(this.storage.events, this.#bus, this.clock),
      bus: this.#bus,
      clock: this.clock,
      log: silentLog,
    });
  }
}

async function step(world: World, random: () => number): Promise<void> {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const device = pick(world.devices);
  const chance = random();
  if (chance < 0.25) {
    const others = accounts.filter((account) => account !== device.account);
    // The call may ring whoever is wanted, one or more, also again.
    if (device.connected) {
      const to = random() < 0.5 ? others : [pick(others)];
      await world.rings.start(world.call, device.account, to);
    }
  } else if (chance < 0.5) {
    const ring = pick([...device.heard.values()]);
    // A device acts on what it last heard, which may be long over; requests are repeated or lost.
    const times = pick([0, 1, 1, 2]);
    const action = pick(actions);
    if (ring === undefined) return;
    await Promise.all(Array.from({ length: times }, () => world.act(ring, device.account, action)));
  } else if (chance < 0.6) await device.disconnect();
  else if (chance < 0.8) await device.connect();
  else if (chance < 0.85) device.forgetSome(random);
  else if (chance < 0.88) await world.restart();
  else world.clock.advance(Math.floor(random() * 20_000));
  await settled();
  // A wake-up may be lost: then a device hears at its next one.
  for (const each of world.devices) if (random() < 0.7) await each.read();
}

const seeds = Array.from({ length: 40 }, (_, index) => index + 1);

test.each(seeds)(
  'every ring ends once, and everybody hears the same end (seed %i)',
  async (seed) => {
    const random = seededRandom(seed);
    const world = new World();
    onTestFinished(async () => {
      world.rings.stop();
      await world.storage.close();
    });
    await world.storage.calls.startOrFind(world.call);
    for (const device of world.devices) await device.connect();
    for (let count = 0; count < 150; count += 1) await step(world, random);

    world.clock.advance(60_000);
    await settled();
    for (const device of world.devices) {
      device.forgetSome(random);
      await device.connect();
    }
    const known = new Set(world.devices.flatMap((device) => [...device.heard.keys()]));
    expect(known.size).toBeGreaterThan(0);
    for (const id of known) {
      const ring = await world.rings.find(id);
      expect(ring?.state).not.toBe('ringing');
      const acted = world.ended.get(id) ?? [];
      expect(acted.length).toBeLessThanOrEqual(1);
      expect([...acted, ring?.state].at(0)).toBe(ring?.state);
      expect(ring?.message ?? null).toBe(
        ring?.state === 'declined' ? `from ${ring.to.account}` : null,
      );
      const concerned = world.devices.filter(({ account }) =>
        [ring?.from.account, ring?.to.account].includes(account),
      );
      for (const device of concerned) {
        expect(device.heard.get(id)).toEqual(ring);
        const ends = (device.history.get(id) ?? []).filter((state) => state !== 'ringing');
        expect(new Set(ends)).toEqual(new Set([ring?.state]));
      }
      const others = world.devices.filter((device) => !concerned.includes(device));
      for (const device of others) expect(device.heard.has(id)).toBe(false);
    }
  },
);
