import type { AccountId } from '@confab/shared-types';
import type { Bus } from '../bus/Bus.ts';

/** Who has an event stream open, on any device. */
export class Presence {
  readonly #bus: Bus;
  readonly #streams = new Map<AccountId, number>();

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  isOnline(account: AccountId): boolean {
    return this.#streams.has(account);
  }

  /** Counts a stream in; returns what counts it out again. */
  async enter(account: AccountId): Promise<() => Promise<void>> {
    const count = this.#streams.get(account) ?? 0;
    this.#streams.set(account, count + 1);
    if (count === 0) await this.#bus.publish('presence', { account, online: true });
    return () => this.#leave(account);
  }

  async #leave(account: AccountId): Promise<void> {
    const count = this.#streams.get(account) ?? 0;
    if (count > 1) {
      this.#streams.set(account, count - 1);
      return;
    }
    this.#streams.delete(account);
    await this.#bus.publish('presence', { account, online: false });
  }
}
