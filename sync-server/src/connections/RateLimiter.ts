import { ConfabError } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';

export interface RateLimit {
  /** How many may come at once. */
  readonly burst: number;
  /** How long it takes until a whole burst is allowed again, milliseconds. */
  readonly refillMs: number;
}

/** A token bucket for each key (an account, an address), forgotten once it is full again. */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  #sweepAt: number;

  constructor(limit: RateLimit, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
    this.#sweepAt = clock.now() + limit.refillMs;
  }

  /** Takes one token; throws `too-many-requests` when none is left. */
  take(key: string): void {
    this.check(key);
    const bucket = this.#refilled(key);
    this.#buckets.set(key, { tokens: bucket.tokens - 1, at: bucket.at });
  }

  /** Throws `too-many-requests` when no token is left; takes none. */
  check(key: string): void {
    this.#sweep();
    if (this.#refilled(key).tokens < 1) throw new ConfabError('too-many-requests');
  }

  #refilled(key: string): { tokens: number; at: number } {
    const now = this.#clock.now();
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) return { tokens: this.#limit.burst, at: now };
    const gained = ((now - bucket.at) / this.#limit.refillMs) * this.#limit.burst;
    return { tokens: Math.min(this.#limit.burst, bucket.tokens + gained), at: now };
  }

  #sweep(): void {
    if (this.#clock.now() < this.#sweepAt) return;
    this.#sweepAt = this.#clock.now() + this.#limit.refillMs;
    for (const key of this.#buckets.keys()) {
      if (this.#refilled(key).tokens >= this.#limit.burst) this.#buckets.delete(key);
    }
  }
}
