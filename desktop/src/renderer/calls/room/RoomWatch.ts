import {
  ConfabError,
  protocolVersions,
  type ErrorCode,
  type SignalingRequestOk,
} from '@confab/shared-types';
import { backOff } from './backOff.ts';
import { browserEnvironment, type CallEnvironment } from './callEnvironment.ts';
import type { CallTicket } from './callState.ts';
import { Listeners } from './Listeners.ts';
import { ServerClock } from './ServerClock.ts';
import { SignalingConnection } from './SignalingConnection.ts';

export interface RoomWatchOptions {
  /** For looking or for joining: either will do. */
  readonly ticket: CallTicket;
  /** Asked for another ticket when the last one is too old. */
  readonly refreshTicket: () => Promise<CallTicket>;
  readonly environment?: CallEnvironment;
}

export interface RoomWatchState {
  /** Who is inside and what applies there; null: not known yet. */
  readonly room: SignalingRequestOk<'look'> | null;
  /** Why it could not be seen just now; what was seen before stays. */
  readonly error: ErrorCode | null;
}

const lookEveryMs = 3000;

/** Looks at who is inside a room from outside, again and again until it is closed. */
export class RoomWatch {
  readonly #options: RoomWatchOptions;
  readonly #environment: CallEnvironment;
  readonly #listeners = new Listeners<[]>();
  #state: RoomWatchState = { room: null, error: null };
  #ticket: CallTicket | null;
  #connection: SignalingConnection | null = null;
  #cancelTimer: () => void = () => undefined;
  #failures = 0;
  #closed = false;

  constructor(options: RoomWatchOptions) {
    this.#options = options;
    this.#environment = options.environment ?? browserEnvironment;
    this.#ticket = options.ticket;
    void this.#look();
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  getState(): RoomWatchState {
    return this.#state;
  }

  close(): void {
    this.#closed = true;
    this.#cancelTimer();
    this.#connection?.close();
    this.#listeners.clear();
  }

  async #look(): Promise<void> {
    let wait = lookEveryMs;
    try {
      const room = await this.#ask();
      this.#failures = 0;
      this.#set({ room, error: null });
    } catch (error) {
      const code = error instanceof ConfabError ? error.code : 'internal';
      if (code === 'internal' && !this.#closed) this.#environment.warn('looking', error);
      if (code === 'token-expired' || code === 'token-invalid') this.#ticket = null;
      this.#connection?.close();
      this.#connection = null;
      wait = backOff(this.#failures, this.#environment.random());
      this.#failures += 1;
      // A ticket that grew too old while looking is nothing to tell, unless the next one is too.
      if (code !== 'token-expired' || this.#failures > 1) {
        this.#set({ ...this.#state, error: code });
      }
    }
    if (this.#closed) return;
    this.#cancelTimer = this.#environment.setTimer(() => void this.#look(), wait);
  }

  async #ask(): Promise<SignalingRequestOk<'look'>> {
    this.#ticket ??= await this.#options.refreshTicket();
    if (this.#closed) throw new ConfabError('cancelled');
    this.#connection ??= new SignalingConnection({
      url: this.#ticket.url,
      environment: this.#environment,
      clock: new ServerClock(),
      onEvent: ({ type }) => this.#environment.warn('event while looking', type),
    });
    const connection = this.#connection;
    await connection.opened;
    const { token } = this.#ticket;
    return connection.call('look', { protocol: protocolVersions.signaling, token });
  }

  #set(state: RoomWatchState): void {
    if (this.#closed) return;
    this.#state = state;
    this.#listeners.tell();
  }
}

/** Begins to look; `close()` ends it. */
export function lookIntoRoom(options: RoomWatchOptions): RoomWatch {
  return new RoomWatch(options);
}
