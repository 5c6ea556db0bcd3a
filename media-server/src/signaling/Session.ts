import { closeCodes, ConfabError, type SignalingEvent } from '@confab/shared-types';
import { randomBytes } from 'node:crypto';
import type { Limits } from '../limits.ts';
import type { Connection } from './Connection.ts';
import { EventLog } from './EventLog.ts';
import { ReplyCache } from './ReplyCache.ts';
import { ResumeTokens } from './ResumeTokens.ts';

export interface SessionOptions {
  readonly limits: Limits;
  /** Its socket went away or came back. */
  readonly onAttachedChange: (attached: boolean) => void;
  /** Nobody resumed it in time. */
  readonly onExpired: () => void;
}

/**
 * One client over all its sockets: events are numbered and kept for a while, requests run one after
 * another, and when the socket is gone it waits `resumeWindowMs` for the next.
 */
export class Session {
  readonly id = randomBytes(16).toString('base64url');
  readonly tokens = new ResumeTokens();
  readonly replies = new ReplyCache();
  readonly #options: SessionOptions;
  readonly #log: EventLog;
  #connection: Connection | null = null;
  #expiry: NodeJS.Timeout | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #queued = 0;
  /** What was before is in the answer to the join. */
  #joinedSeq = 0;
  #ended = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { replayEvents, replayBytes } = options.limits;
    this.#log = new EventLog({ events: replayEvents, bytes: replayBytes });
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Its socket, if it has one. */
  get connection(): Connection | null {
    return this.#connection;
  }

  emit(event: SignalingEvent): void {
    if (this.#ended) return;
    const { text } = this.#log.append((seq) =>
      JSON.stringify({ v: 1, seq, type: event.type, data: event.data }),
    );
    this.#connection?.send(text);
  }

  get lastSeq(): number {
    return this.#log.lastSeq;
  }

  /** The client joins, or repeats it: it is given all that is now, and events from here on. */
  begin(connection: Connection): void {
    this.#joinedSeq = this.#log.lastSeq;
    this.attach(connection, this.#joinedSeq);
  }

  /** From where a client that saw the events up to `lastSeq` goes on; null when too many were missed. */
  resumePoint(lastSeq: number): number | null {
    const from = Math.max(lastSeq, this.#joinedSeq);
    return this.#log.since(from) === null ? null : from;
  }

  /** Sends from now on over this socket, first what was missed; the one it takes over from is closed. */
  attach(connection: Connection, lastSeq: number): void {
    const before = this.#connection;
    clearTimeout(this.#expiry);
    this.#connection = connection;
    for (const { text } of this.#log.since(lastSeq) ?? []) connection.send(text);
    if (before === null) this.#options.onAttachedChange(true);
    else if (before !== connection) before.close(closeCodes.replaced, 'resumed elsewhere');
  }

  detach(connection: Connection): void {
    if (this.#connection !== connection || this.#ended) return;
    this.#connection = null;
    this.#expiry = setTimeout(this.#options.onExpired, this.#options.limits.resumeWindowMs);
    this.#options.onAttachedChange(false);
  }

  /**
   * Runs requests in the order they came, and none after the session's end. Throws
   * `too-many-requests` when too many wait.
   */
  enqueue(task: () => unknown): Promise<unknown> {
    if (this.#queued >= this.#options.limits.queuedRequests) {
      throw new ConfabError('too-many-requests');
    }
    this.#queued += 1;
    const run = () => {
      if (this.#ended) throw new ConfabError('session-expired');
      return task();
    };
    const result = this.#queue.then(run).finally(() => (this.#queued -= 1));
    this.#queue = result.catch(() => 'the one who asked for it is told');
    return result;
  }

  /** Nothing is sent, asked or resumed any more. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#expiry);
    this.#connection = null;
  }
}
