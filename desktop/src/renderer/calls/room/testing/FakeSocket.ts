import type { Socket, SocketEvents } from '../callEnvironment.ts';

export interface SentRequest {
  readonly id: number;
  readonly type: string;
  readonly key?: string;
  readonly data: Record<string, unknown>;
}

/** The far end of a socket: what was sent is looked at, what comes back is said by the test. */
export class FakeSocket implements Socket {
  readonly url: string;
  readonly requests: SentRequest[] = [];
  closed = false;
  readonly #events: SocketEvents;

  constructor(url: string, events: SocketEvents) {
    this.url = url;
    this.#events = events;
  }

  send(text: string): void {
    this.requests.push(JSON.parse(text) as SentRequest);
  }

  close(): void {
    this.drop();
  }

  open(): void {
    this.#events.onOpen();
  }

  /** The network is gone; both ends notice. */
  drop(): void {
    if (this.closed) return;
    this.closed = true;
    this.#events.onClose(1006, '');
  }

  last(type: string): SentRequest {
    const request = this.requests.findLast((sent) => sent.type === type);
    if (!request) throw new Error(`no ${type} was sent`);
    return request;
  }

  count(type: string): number {
    return this.requests.filter((sent) => sent.type === type).length;
  }

  answer(type: string, ok: unknown): void {
    this.#say({ v: 1, id: this.last(type).id, ok });
  }

  refuse(type: string, code: string): void {
    this.#say({ v: 1, id: this.last(type).id, error: { code } });
  }

  event(seq: number, type: string, data: unknown): void {
    this.#say({ v: 1, seq, type, data });
  }

  #say(message: unknown): void {
    this.#events.onMessage(JSON.stringify(message));
  }
}
