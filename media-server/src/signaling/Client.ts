import { closeCodes, ConfabError } from '@confab/shared-types';
import type { Limits } from '../limits.ts';
import type { Connection } from './Connection.ts';
import type { Member } from './Members.ts';
import { RateLimit } from './RateLimit.ts';

const looksPerSecond = 1;
const lookBurst = 10;

/** A socket, from its first request to its last: it has to become somebody's before long. */
export class Client {
  readonly connection: Connection;
  member: Member | null = null;
  /** A join or resume is under way. */
  entering = false;
  readonly #limits: Limits;
  readonly #connectedAt = Date.now();
  readonly #looks = new RateLimit(looksPerSecond, lookBurst, Date.now());
  #idle: NodeJS.Timeout;

  constructor(connection: Connection, limits: Limits) {
    this.connection = connection;
    this.#limits = limits;
    this.#idle = this.#expire(limits.joinTimeoutMs);
  }

  /** Whoever looks who is inside may take a while to join. Throws `too-many-requests`. */
  noteLook(): void {
    if (!this.#looks.take(Date.now())) throw new ConfabError('too-many-requests', 'looks');
    const { lookMs, longestLookMs } = this.#limits;
    clearTimeout(this.#idle);
    this.#idle = this.#expire(Math.min(lookMs, this.#connectedAt + longestLookMs - Date.now()));
  }

  close(): void {
    clearTimeout(this.#idle);
    this.member?.session.detach(this.connection);
  }

  #expire(milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => {
      if (!this.member) this.connection.close(closeCodes.unauthenticated, 'nobody joined');
    }, milliseconds);
  }
}
