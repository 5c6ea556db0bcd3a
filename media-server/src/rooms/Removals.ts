import { joinTokenLifetimeSeconds, type JoinClaims } from '@confab/shared-types';

/**
 * Who was removed from which room a moment ago: a joining token that was minted before still has
 * minutes to live, and must not lead back in. One that is minted afterwards does.
 */
export class Removals {
  readonly #now: () => number;
  /** Seconds since the epoch by room and identity, oldest first. */
  readonly #removedAt = new Map<string, number>();

  /** `now`: milliseconds since the epoch. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  add(room: string, identity: string): void {
    const now = Math.floor(this.#now() / 1000);
    for (const [key, at] of this.#removedAt) {
      if (at + joinTokenLifetimeSeconds < now) this.#removedAt.delete(key);
    }
    const key = keyOf(room, identity);
    this.#removedAt.delete(key);
    this.#removedAt.set(key, now);
  }

  /** Whether a joining token is older than the removal of the one it is for. */
  bars({ video, sub, exp }: JoinClaims): boolean {
    const removedAt = this.#removedAt.get(keyOf(video.room, sub));
    return removedAt !== undefined && exp - joinTokenLifetimeSeconds < removedAt;
  }
}

function keyOf(room: string, identity: string): string {
  return JSON.stringify([room, identity]);
}
