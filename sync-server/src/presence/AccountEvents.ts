import type { AccountId } from '@confab/shared-types';
import type { Bus } from '../bus/Bus.ts';
import type { Clock } from '../Clock.ts';
import type { EventStorage, EventType } from '../storage/Storage.ts';

const keptMs = 30 * 86_400_000;
const pruneEveryMs = 3_600_000;

/** The durable news of accounts: appended here, read by every event stream from its own cursor. */
export class AccountEvents {
  readonly #storage: EventStorage;
  readonly #bus: Bus;
  readonly #clock: Clock;
  #pruneAt = 0;

  constructor(storage: EventStorage, bus: Bus, clock: Clock) {
    this.#storage = storage;
    this.#bus = bus;
    this.#clock = clock;
  }

  /** Keeps the news for 30 days and wakes the streams of these accounts on every node. */
  async append(accounts: readonly AccountId[], type: EventType, ref: string): Promise<void> {
    const now = this.#clock.now();
    await this.#storage.append(accounts, type, ref, now);
    await this.#bus.publish('events', { accounts });
    if (now < this.#pruneAt) return;
    this.#pruneAt = now + pruneEveryMs;
    await this.#storage.prune(now - keptMs);
  }
}
