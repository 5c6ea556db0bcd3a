import {
  ConfabError,
  signalingEventEnvelopeSchema,
  signalingReplySchema,
  signalingRequests,
  type SignalingEventEnvelope,
  type SignalingRequestData,
  type SignalingRequestOk,
  type SignalingRequestType,
} from '@confab/shared-types';
import { z } from 'zod';
import type { CallEnvironment, Socket } from './callEnvironment.ts';
import type { ServerClock } from './ServerClock.ts';

const pingEveryMs = 2000;
/** With the pause before that ping it is six seconds since anything was heard. */
const unansweredMs = 4000;
/** After a sleep a socket is mostly dead, and nobody waits to find out. */
const unansweredProbeMs = 2000;
const replyWithinMs = 10_000;

const messageSchema = z.union([signalingEventEnvelopeSchema, signalingReplySchema]);

interface Pending {
  readonly resolve: (ok: unknown) => void;
  readonly reject: (error: ConfabError) => void;
  readonly cancelTimer: () => void;
}

export interface SignalingConnectionOptions {
  readonly url: string;
  readonly environment: CallEnvironment;
  readonly clock: ServerClock;
  readonly onEvent: (event: SignalingEventEnvelope) => void;
}

/** One socket, from open to gone: requests and their replies, pings, and who is silent is dead. */
export class SignalingConnection {
  readonly #options: SignalingConnectionOptions;
  readonly #socket: Socket;
  readonly #pending = new Map<number, Pending>();
  readonly #opened = Promise.withResolvers<void>();
  readonly #closed = Promise.withResolvers<void>();
  #isClosed = false;
  #nextId = 1;
  /** When the oldest unanswered ping left; null: the server was heard since. */
  #silentSince: number | null = null;
  /** How many messages came. */
  #heard = 0;
  #cancelPing: () => void = () => undefined;
  #cancelProbe: () => void = () => undefined;

  /** Begins to open; `opened` tells when it is. */
  constructor(options: SignalingConnectionOptions) {
    this.#options = options;
    this.#opened.promise.catch(() => 'whoever waits for it is told');
    const cancelTimer = options.environment.setTimer(() => this.close(), replyWithinMs);
    this.#cancelPing = cancelTimer;
    this.#socket = options.environment.openSocket(options.url, {
      onOpen: () => {
        if (this.#isClosed) return;
        cancelTimer();
        this.#ping();
        this.#opened.resolve();
      },
      onMessage: (text) => this.#receive(text),
      onClose: (code, reason) => this.#drop(`${code} ${reason}`),
    });
  }

  /** Rejects with `server-unreachable`. */
  get opened(): Promise<void> {
    return this.#opened.promise;
  }

  /** Resolves once, when nothing more comes. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  /** Rejects with the server's error, `not-connected` when the socket goes first, or `timeout`. */
  call<T extends SignalingRequestType>(
    type: T,
    data: SignalingRequestData<T>,
    key?: string,
  ): Promise<SignalingRequestOk<T>> {
    if (this.#isClosed) return Promise.reject(new ConfabError('not-connected'));
    const { environment, clock } = this.#options;
    const id = this.#nextId++;
    const sentAt = environment.now();
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const cancelTimer = environment.setTimer(() => {
      this.#pending.delete(id);
      reject(new ConfabError('timeout', type));
    }, replyWithinMs);
    this.#pending.set(id, { resolve, reject, cancelTimer });
    this.#socket.send(
      JSON.stringify({ v: 1, id, type, data, ...(key === undefined ? {} : { key }) }),
    );
    return promise.then((answer) => {
      const ok = signalingRequests[type].ok.parse(answer) as SignalingRequestOk<T>;
      if ('serverTime' in ok) clock.add(sentAt, environment.now(), ok.serverTime);
      return ok;
    });
  }

  /** Gives the socket up at once: a half-open one would never say that it closed. */
  close(): void {
    this.#socket.close();
    this.#drop('closed here');
  }

  /** Looks at once whether anybody is there, and gives the socket up soon if not. */
  probe(): void {
    if (this.#isClosed) return;
    const heardBefore = this.#heard;
    this.#cancelPing();
    this.#ping();
    this.#cancelProbe();
    this.#cancelProbe = this.#options.environment.setTimer(() => {
      if (this.#heard === heardBefore) this.close();
    }, unansweredProbeMs);
  }

  #receive(text: string): void {
    if (this.#isClosed) return;
    this.#silentSince = null;
    this.#heard += 1;
    const message = messageSchema.safeParse(parseJson(text));
    if (!message.success) {
      this.#options.environment.warn('signaling message', message.error);
      return;
    }
    if ('seq' in message.data) return this.#options.onEvent(message.data);
    const { id } = message.data;
    const pending = id === null ? undefined : this.#pending.get(id);
    if (id === null || !pending) {
      // A refusal that names no request, or a reply that came after its time.
      this.#options.environment.warn('signaling reply', message.data);
      return;
    }
    this.#pending.delete(id);
    pending.cancelTimer();
    if ('error' in message.data) pending.reject(ConfabError.fromWire(message.data.error));
    else pending.resolve(message.data.ok);
  }

  #ping(): void {
    const { environment } = this.#options;
    const now = environment.now();
    if (this.#silentSince !== null && now - this.#silentSince >= unansweredMs) return this.close();
    this.#silentSince ??= now;
    this.call('ping', {}).catch((error: unknown) => {
      if (!this.#isClosed) environment.warn('ping', error);
    });
    this.#cancelPing = environment.setTimer(() => this.#ping(), pingEveryMs);
  }

  #drop(reason: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancelPing();
    this.#cancelProbe();
    this.#opened.reject(new ConfabError('server-unreachable', reason));
    for (const { reject, cancelTimer } of this.#pending.values()) {
      cancelTimer();
      reject(new ConfabError('not-connected', reason));
    }
    this.#pending.clear();
    this.#closed.resolve();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
