import { closeCodes, ConfabError, type WireError } from '@confab/shared-types';
import type { RawData, WebSocket } from 'ws';
import type { Limits } from '../limits.ts';
import { parseRequest, type Request } from './parseRequest.ts';
import { RateLimit } from './RateLimit.ts';
import type { Outcome } from './ReplyCache.ts';

/**
 * `type` of the request (`malformed`: of none), `outcome` `ok` or the error's code, and how long it took.
 */
export type OnAnswered = (type: string, outcome: string, seconds: number) => void;

export interface ConnectionOptions {
  readonly socket: WebSocket;
  readonly limits: Limits;
  readonly onRequest: (request: Request) => void;
  readonly onAnswered?: OnAnswered | undefined;
  readonly onClose: () => void;
}

const badMessagesInARow = 3;
const refusalsUntilClosed = 1000;

/**
 * One WebSocket: parses what comes, answers what does not parse, and gives up a peer that is silent,
 * floods, or does not read. It knows nothing of who is there.
 */
export class Connection {
  readonly #socket: WebSocket;
  readonly #limits: Limits;
  readonly #onRequest: (request: Request) => void;
  readonly #rate: RateLimit;
  readonly #onAnswered: OnAnswered | undefined;
  /** Requests that wait for their answer, by id. */
  readonly #asked = new Map<number, { readonly type: string; readonly at: number }>();
  #bad = 0;
  #refused = 0;
  readonly #silence: NodeJS.Timeout;

  constructor({ socket, limits, onRequest, onAnswered, onClose }: ConnectionOptions) {
    this.#socket = socket;
    this.#limits = limits;
    this.#onRequest = onRequest;
    this.#onAnswered = onAnswered;
    this.#rate = new RateLimit(limits.requestsPerSecond, limits.requestBurst, Date.now());
    this.#silence = setTimeout(() => socket.terminate(), limits.silenceMs);
    socket.on('message', (message, isBinary) => this.#receive(toBuffer(message), isBinary));
    socket.on('error', () => socket.terminate());
    socket.once('close', () => {
      clearTimeout(this.#silence);
      onClose();
    });
  }

  get open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  reply(id: number, outcome: Outcome): void {
    this.send(JSON.stringify({ v: 1, id, ...outcome }));
    const asked = this.#asked.get(id);
    if (!asked) return;
    this.#asked.delete(id);
    const seconds = (performance.now() - asked.at) / 1000;
    this.#onAnswered?.(asked.type, 'error' in outcome ? outcome.error.code : 'ok', seconds);
  }

  send(text: string): void {
    if (!this.open) return;
    if (this.#socket.bufferedAmount > this.#limits.unsentBytes) {
      this.close(closeCodes.tooSlow, 'too slow');
      return;
    }
    this.#socket.send(text);
  }

  /** Half-open peers never answer a close: they are cut when the silence is over. */
  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  #receive(message: Buffer, isBinary: boolean): void {
    if (!this.open) return;
    this.#silence.refresh();
    if (!this.#rate.take(Date.now())) return this.#refuseFlood();
    this.#refused = Math.max(0, this.#refused - 1);
    const parsed = parseRequest(message, isBinary);
    if (parsed.ok) {
      this.#bad = 0;
      const { id, type } = parsed.request;
      this.#asked.set(id, { type, at: performance.now() });
      this.#onRequest(parsed.request);
      return;
    }
    this.#replyError(parsed.id, parsed.error.toWire());
    this.#bad += 1;
    if (this.#bad >= badMessagesInARow) {
      this.close(closeCodes.tooManyBadMessages, 'too many bad messages');
    }
  }

  #refuseFlood(): void {
    this.#replyError(null, new ConfabError('too-many-requests').toWire());
    this.#refused += 1;
    if (this.#refused >= refusalsUntilClosed) {
      this.close(closeCodes.tooManyRequests, 'too many requests');
    }
  }

  #replyError(id: number | null, error: WireError): void {
    this.#onAnswered?.('malformed', error.code, 0);
    this.send(JSON.stringify({ v: 1, id, error }));
  }
}

function toBuffer(message: RawData): Buffer {
  if (Array.isArray(message)) return Buffer.concat(message);
  return message instanceof ArrayBuffer ? Buffer.from(message) : message;
}
