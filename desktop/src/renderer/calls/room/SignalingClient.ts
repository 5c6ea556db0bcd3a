import {
  ConfabError,
  protocolVersions,
  type ErrorCode,
  type SignalingEvent,
  type SignalingRequestData,
  type SignalingRequestOk,
  type SignalingRequestType,
} from '@confab/shared-types';
import { backOff } from './backOff.ts';
import type { CallEnvironment } from './callEnvironment.ts';
import type { CallTicket } from './callState.ts';
import { EventSequence } from './EventSequence.ts';
import { ServerClock } from './ServerClock.ts';
import { SignalingConnection } from './SignalingConnection.ts';

/** How long the server keeps a session without its socket. */
const resumeWindowMs = 30_000;
/** How long it is tried at all, the first time and after a loss. */
const joinWithinMs = 30_000;
const rejoinWithinMs = 120_000;

/** What another attempt may change; any other error ends the call. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'server-unreachable',
  'not-connected',
  'timeout',
  'internal',
  'too-many-requests',
  'media-unavailable',
  'calls-unavailable',
  'token-expired',
  'session-expired',
]);

/** Asked anew after a loss: an answer that the server kept would be out of date. */
const questions: ReadonlySet<SignalingRequestType> = new Set(['ready', 'chat']);

export interface SignalingClientOptions {
  readonly ticket: CallTicket;
  readonly refreshTicket: () => Promise<CallTicket>;
  /** Move here: the server ends this other session of the same person. */
  readonly movesFrom?: string | undefined;
  readonly environment: CallEnvironment;
  /** A new session: the first, or after the last one could not be resumed. */
  readonly onJoined: (joined: SignalingRequestOk<'join'>) => void;
  /** The same session on a new socket; without `replayed` its state is to be taken over. */
  readonly onResumed: (resumed: SignalingRequestOk<'resume'>) => void;
  readonly onDisconnected: () => void;
  readonly onEvent: (event: SignalingEvent) => void;
  /** It is over: nothing is tried any more. */
  readonly onFailed: (error: ErrorCode) => void;
}

interface Session {
  readonly id: string;
  readonly resumeToken: string;
}

/**
 * The conversation with the media server over as many sockets as it takes. A lost socket is replaced
 * and the session resumed: requests under way are sent again with the same idempotency key, missed
 * events arrive in order. A lost session is joined anew with a fresh ticket.
 */
export class SignalingClient {
  readonly #options: SignalingClientOptions;
  readonly #clock = new ServerClock();
  #ticket: CallTicket | null;
  #url: string;
  /** A join that is repeated because its answer was lost must not make a second guest. */
  #joinKey: string;
  #session: Session | null = null;
  /** What a join takes the place of: the session of another device, later the lost one. */
  #movesFrom: string | undefined;
  #joinedBefore = false;
  readonly #events: EventSequence;
  #connection: SignalingConnection | null = null;
  #opening: SignalingConnection | null = null;
  /** Settles when there is a connection; replaced when it is lost. */
  #connected = Promise.withResolvers<SignalingConnection>();
  #closed = false;
  #attempt = 0;
  #endSleep: () => void = () => undefined;
  readonly #stopWaking: () => void;

  constructor(options: SignalingClientOptions) {
    this.#options = options;
    this.#ticket = options.ticket;
    this.#url = options.ticket.url;
    this.#joinKey = options.environment.newKey();
    this.#movesFrom = options.movesFrom;
    this.#events = new EventSequence({
      onEvent: (event) => {
        if (!this.#closed) options.onEvent(event);
      },
      onMalformed: (type, error) => options.environment.warn(`event ${type}`, error),
    });
    this.#connected.promise.catch(() => 'everybody who waits is told');
    this.#stopWaking = options.environment.onWake(() => this.#onWake());
    void this.#run();
  }

  get connected(): boolean {
    return this.#connection !== null;
  }

  /** Milliseconds since the epoch on the server's clock; null until it was asked once. */
  serverNow(): number | null {
    const { offset } = this.#clock;
    return offset === null ? null : this.#options.environment.now() + offset;
  }

  /**
   * Asks once, however many sockets it takes: waits while there is none. Rejects with the server's
   * error, `session-expired` when the session was lost meanwhile, `cancelled` when the call ended.
   */
  async request<T extends SignalingRequestType>(
    type: T,
    data: SignalingRequestData<T>,
  ): Promise<SignalingRequestOk<T>> {
    const key = questions.has(type) ? undefined : this.#options.environment.newKey();
    let session = this.#session?.id;
    for (;;) {
      const connection = this.#connection ?? (await this.#connected.promise);
      if (this.#closed) throw new ConfabError('cancelled');
      session ??= this.#session?.id;
      if (session !== this.#session?.id) throw new ConfabError('session-expired');
      try {
        return await connection.call(type, data, key);
      } catch (error) {
        if (codeOf(error) !== 'not-connected') throw error;
        await connection.closed;
      }
    }
  }

  /** The server said that the session is over but the call may go on: the next socket joins anew. */
  forgetSession(): void {
    this.#session = null;
  }

  /** Lets go of the server without a word to `options`; tells it when that can be done. */
  close(): void {
    if (this.#closed) return;
    this.#stop();
    const connection = this.#connection;
    this.#connection = null;
    if (!connection) return;
    void connection
      .call('leave', {})
      .catch((error: unknown) => this.#options.environment.warn('leave', error))
      .finally(() => connection.close());
  }

  async #run(): Promise<void> {
    let lostAt = this.#options.environment.now();
    while (!this.#closed) {
      await this.#sleep(backOff(this.#attempt, this.#options.environment.random()));
      if (this.#closed) return;
      this.#attempt += 1;
      try {
        const connection = await this.#enter(lostAt);
        if (!connection) return;
        await connection.closed;
        if (this.#closed) return;
        this.#disconnected();
        this.#attempt = 0;
        lostAt = this.#options.environment.now();
      } catch (error) {
        const code = codeOf(error);
        if (code === 'internal') this.#options.environment.warn('joining', error);
        const away = this.#options.environment.now() - lostAt;
        const patience = this.#joinedBefore ? rejoinWithinMs : joinWithinMs;
        if (!passing.has(code) || away > patience) return this.#fail(code);
      }
    }
  }

  /** Opens a socket and takes up the session, or joins; null when it was closed meanwhile. */
  async #enter(lostAt: number): Promise<SignalingConnection | null> {
    const { environment } = this.#options;
    const resumable = environment.now() - lostAt < resumeWindowMs ? this.#session : null;
    const ticket = resumable ? null : await this.#takeTicket();
    this.#url = ticket?.url ?? this.#url;
    if (this.#closed) return null;
    const connection = new SignalingConnection({
      url: this.#url,
      environment,
      clock: this.#clock,
      onEvent: (event) => this.#events.receive(event),
    });
    this.#opening = connection;
    try {
      await connection.opened;
      if (this.#closed) throw new ConfabError('cancelled');
      if (resumable) await this.#resume(connection, resumable);
      else if (ticket) await this.#join(connection, ticket);
    } catch (error) {
      this.#events.hold();
      connection.close();
      if (this.#closed) return null;
      throw error;
    } finally {
      this.#opening = null;
    }
    return connection;
  }

  async #takeTicket(): Promise<CallTicket> {
    if (this.#ticket) return this.#ticket;
    this.#ticket = await this.#options.refreshTicket();
    this.#joinKey = this.#options.environment.newKey();
    return this.#ticket;
  }

  async #join(connection: SignalingConnection, ticket: CallTicket): Promise<void> {
    const data = {
      protocol: protocolVersions.signaling,
      token: ticket.token,
      ...(this.#movesFrom === undefined ? {} : { movesFrom: this.#movesFrom }),
    };
    try {
      const joined = await connection.call('join', data, this.#joinKey);
      this.#session = { id: joined.session, resumeToken: joined.resumeToken };
      this.#movesFrom = joined.session;
      this.#joinedBefore = true;
      this.#events.restart();
      this.#ticket = null;
      this.#nowConnected(connection, () => this.#options.onJoined(joined));
    } catch (error) {
      if (codeOf(error) === 'token-expired') this.#ticket = null;
      throw error;
    }
  }

  async #resume(connection: SignalingConnection, session: Session): Promise<void> {
    const { id, resumeToken } = session;
    const data = {
      protocol: protocolVersions.signaling,
      session: id,
      resumeToken,
      lastSeq: this.#events.lastSeq,
    };
    try {
      const resumed = await connection.call('resume', data);
      this.#session = { id, resumeToken: resumed.resumeToken };
      this.#nowConnected(connection, () => this.#options.onResumed(resumed));
    } catch (error) {
      if (codeOf(error) === 'session-expired') {
        this.#session = null;
        // The server is there and answers: joining it anew need not wait.
        this.#attempt = 0;
      }
      throw error;
    }
  }

  #nowConnected(connection: SignalingConnection, tell: () => void): void {
    if (this.#closed) throw new ConfabError('cancelled');
    this.#connection = connection;
    this.#connected.resolve(connection);
    tell();
    this.#events.release();
  }

  #disconnected(): void {
    this.#connection = null;
    this.#events.hold();
    this.#connected = Promise.withResolvers();
    this.#connected.promise.catch(() => 'everybody who waits is told');
    this.#options.onDisconnected();
  }

  #fail(code: ErrorCode): void {
    this.#stop();
    this.#options.onFailed(code);
  }

  #stop(): void {
    this.#closed = true;
    this.#stopWaking();
    this.#endSleep();
    this.#opening?.close();
    this.#connected.reject(new ConfabError('cancelled'));
  }

  /** The network may have changed under all of it: nothing waits for an earlier try any more. */
  #onWake(): void {
    this.#attempt = 0;
    this.#opening?.close();
    this.#endSleep();
    this.#connection?.probe();
  }

  #sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.environment.setTimer(resolve, milliseconds);
      this.#endSleep = () => {
        cancel();
        resolve();
      };
    });
  }
}

function codeOf(error: unknown): ErrorCode {
  return error instanceof ConfabError ? error.code : 'internal';
}
