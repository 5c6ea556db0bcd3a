import { roomHookAudience, type RoomEnded } from '@confab/shared-types';
import { SignJWT } from 'jose';
import { setTimeout as delay } from 'node:timers/promises';
import type { ApiKey } from '../apiKey.ts';
import { describeError, type Log } from '../Log.ts';

export interface RoomEndedHookOptions {
  readonly syncUrl: string;
  readonly apiKey: ApiKey;
  readonly log: Log;
  readonly fetch: typeof fetch;
  /** Milliseconds before each repeat. */
  readonly retryDelays?: readonly number[];
}

/** Tells the sync server that a room has ended: idempotent there, so repeated until it is heard. */
export class RoomEndedHook {
  readonly #options: RoomEndedHookOptions;
  readonly #abort = new AbortController();

  constructor(options: RoomEndedHookOptions) {
    this.#options = options;
  }

  async send(room: string, ended: RoomEnded): Promise<void> {
    const { log, retryDelays = [500, 2000, 8000, 30_000] } = this.#options;
    for (const wait of [...retryDelays, null]) {
      try {
        const status = await this.#post(room, ended);
        if (status < 500) {
          if (status >= 400) log.error('room-ended-refused', { status });
          return;
        }
        log.warn('room-ended-failed', { status });
      } catch (error) {
        if (this.#abort.signal.aborted) return;
        log.warn('room-ended-failed', { error: describeError(error) });
      }
      if (wait === null || !(await this.#wait(wait))) return;
    }
  }

  close(): void {
    this.#abort.abort();
  }

  async #post(room: string, ended: RoomEnded): Promise<number> {
    const { syncUrl, apiKey, fetch } = this.#options;
    const token = await new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(apiKey.key)
      .setAudience(roomHookAudience)
      .setSubject(room)
      .setExpirationTime('1 minute')
      .sign(new TextEncoder().encode(apiKey.secret));
    const url = new URL(`/api/internal/rooms/${encodeURIComponent(room)}/ended`, syncUrl);
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(ended),
      signal: AbortSignal.any([this.#abort.signal, AbortSignal.timeout(10_000)]),
    });
    return response.status;
  }

  /** False when the server closed meanwhile. */
  async #wait(milliseconds: number): Promise<boolean> {
    try {
      await delay(milliseconds, undefined, { signal: this.#abort.signal, ref: false });
      return true;
    } catch (error) {
      if (this.#abort.signal.aborted) return false;
      throw error;
    }
  }
}
