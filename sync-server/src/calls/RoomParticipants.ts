import { mediaAdminAudience } from '@confab/shared-types';
import type { AccountId, CallId } from '@confab/shared-types';
import { SignJWT } from 'jose';
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

const requestTimeoutMs = 10_000;
const tokenLifetimeSeconds = 60;

/** Removes people from rooms of the media server: idempotent there, so repeated until it is heard. */
export class RoomParticipants {
  readonly #options: RoomParticipantsOptions;
  readonly #abort = new AbortController();
  readonly #cancelWaits = new Set<() => void>();

  constructor(options: RoomParticipantsOptions) {
    this.#options = options;
  }

  /** Resolves when the media server has answered, or was asked in vain a few times. */
  async remove(room: CallId, identity: AccountId): Promise<void> {
    const { log, retryDelays = [500, 2000, 8000] } = this.#options;
    for (const wait of [...retryDelays, null]) {
      try {
        const status = await this.#ask(room, identity);
        if (status < 500) {
          if (status >= 400) log.write('error', 'removal-refused', { status });
          return;
        }
        log.write('warn', 'removal-failed', { status });
      } catch (error) {
        if (this.#abort.signal.aborted) return;
        log.failure('removal-failed', error);
      }
      if (wait === null || this.#abort.signal.aborted) return;
      await this.#wait(wait);
    }
  }

  stop(): void {
    this.#abort.abort();
    for (const cancel of this.#cancelWaits) cancel();
  }

  async #ask(room: CallId, identity: AccountId): Promise<number> {
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
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
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
