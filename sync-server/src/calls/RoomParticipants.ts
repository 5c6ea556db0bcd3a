import { mediaAdminAudience } from '@confab/shared-types';
import type { AccountId, CallId, CallRole, updateParticipantSchema } from '@confab/shared-types';
import { SignJWT } from 'jose';
import type { z } from 'zod';
import type { Clock } from '../Clock.ts';
import type { MediaConfig } from '../config.ts';
import type { Log } from '../Log.ts';

export interface RoomParticipantsOptions {
  readonly media: MediaConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly fetch?: typeof fetch;
  /** Milliseconds before each repeat. */
  readonly retryDelays?: readonly number[];
}

/** What is asked about one person in one room of the media server. */
type Wish =
  | { readonly method: 'DELETE' }
  | { readonly method: 'PATCH'; readonly body: z.infer<typeof updateParticipantSchema> };

const requestTimeoutMs = 10_000;
const tokenLifetimeSeconds = 60;

/**
 * Tells the media server what becomes of people in its rooms. Asking is idempotent there, so it is
 * repeated until it is heard; a newer wish about the same person takes the place of an older one.
 */
export class RoomParticipants {
  readonly #options: RoomParticipantsOptions;
  readonly #abort = new AbortController();
  readonly #cancelWaits = new Set<() => void>();
  readonly #newest = new Map<string, Wish>();

  constructor(options: RoomParticipantsOptions) {
    this.#options = options;
  }

  /** Resolves when the media server has answered, or was asked in vain a few times. */
  remove(room: CallId, identity: AccountId): Promise<void> {
    return this.#tell(room, identity, { method: 'DELETE' });
  }

  /** What the person may do from now on. Resolves as {@link remove} does. */
  update(room: CallId, identity: AccountId, role: CallRole): Promise<void> {
    return this.#tell(room, identity, { method: 'PATCH', body: { role } });
  }

  stop(): void {
    this.#abort.abort();
    for (const cancel of this.#cancelWaits) cancel();
  }

  async #tell(room: CallId, identity: AccountId, wish: Wish): Promise<void> {
    const key = `${room}/${identity}`;
    this.#newest.set(key, wish);
    const isNewest = (): boolean => this.#newest.get(key) === wish && !this.#abort.signal.aborted;
    const { retryDelays = [500, 2000, 8000] } = this.#options;
    for (const wait of [0, ...retryDelays]) {
      if (wait > 0) await this.#wait(wait);
      if (!isNewest() || (await this.#isHeard(room, identity, wish))) break;
    }
    if (this.#newest.get(key) === wish) this.#newest.delete(key);
  }

  async #isHeard(room: CallId, identity: AccountId, wish: Wish): Promise<boolean> {
    const { log } = this.#options;
    const { method } = wish;
    try {
      const status = await this.#ask(room, identity, wish);
      if (status >= 500) {
        log.write('warn', 'participant-request-failed', { method, status });
        return false;
      }
      // 404: they have left, and get what they may do with their next token.
      if (status >= 400 && status !== 404) {
        log.write('error', 'participant-request-refused', { method, status });
      }
      return true;
    } catch (error) {
      if (!this.#abort.signal.aborted) log.failure('participant-request-failed', error);
      return this.#abort.signal.aborted;
    }
  }

  async #ask(room: CallId, identity: AccountId, wish: Wish): Promise<number> {
    const { media, clock, fetch = globalThis.fetch } = this.#options;
    const token = await new SignJWT({ room })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(media.apiKey)
      .setAudience(mediaAdminAudience)
      .setSubject(identity)
      .setExpirationTime(Math.floor(clock.now() / 1000) + tokenLifetimeSeconds)
      .sign(new TextEncoder().encode(media.apiSecret));
    const base = httpAddress(media.url);
    const response = await fetch(`${base}/api/rooms/${room}/participants/${identity}`, {
      method: wish.method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(wish.method === 'PATCH' ? { body: JSON.stringify(wish.body) } : {}),
      signal: AbortSignal.any([this.#abort.signal, AbortSignal.timeout(requestTimeoutMs)]),
    });
    return response.status;
  }

  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        cancelTimer();
        this.#cancelWaits.delete(done);
        resolve();
      };
      const cancelTimer = this.#options.clock.after(milliseconds, done);
      this.#cancelWaits.add(done);
    });
  }
}

/** `ws(s)://host/signaling` → `http(s)://host`. */
function httpAddress(signaling: string): string {
  return signaling.replace(/^ws/, 'http').replace(/\/signaling$/, '');
}
