import { createHash, randomBytes } from 'node:crypto';
import { ConfabError } from '@confab/shared-types';
import type { AccountId } from '@confab/shared-types';
import type { Bus } from '../bus/Bus.ts';
import type { Clock } from '../Clock.ts';
import type { SessionStorage } from '../storage/Storage.ts';

const dayMs = 86_400_000;
const idleLifetimeMs = 180 * dayMs;

export interface Session {
  readonly account: AccountId;
  /** Names the session without giving it away. */
  readonly hash: string;
}

/**
 * Device sessions: opaque bearer tokens of 256 random bits, of which only the SHA-256 is kept (a
 * slow hash protects guessable secrets; these are not). One ends at sign-out or unused for 180 days.
 */
export class Sessions {
  readonly #storage: SessionStorage;
  readonly #bus: Bus;
  readonly #clock: Clock;

  constructor(storage: SessionStorage, bus: Bus, clock: Clock) {
    this.#storage = storage;
    this.#bus = bus;
    this.#clock = clock;
  }

  /** Returns the token, which exists nowhere else from then on. */
  async start(account: AccountId, device: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const now = this.#clock.now();
    await this.#storage.add({
      hash: hashToken(token),
      account,
      device,
      createdAt: now,
      usedAt: now,
    });
    return token;
  }

  /** Throws `unauthenticated`. */
  async authenticate(token: string): Promise<Session> {
    const session = await this.#storage.find(hashToken(token));
    if (session === null) throw new ConfabError('unauthenticated');
    const idle = this.#clock.now() - session.usedAt;
    if (idle > idleLifetimeMs) {
      await this.end(session.hash);
      throw new ConfabError('unauthenticated');
    }
    if (idle > dayMs) await this.#storage.touch(session.hash, this.#clock.now());
    return { account: session.account, hash: session.hash };
  }

  /** Ends the session and, by the bus, every connection that it opened. */
  async end(hash: string): Promise<void> {
    await this.#storage.remove(hash);
    await this.#bus.publish('session', { hash });
  }
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
