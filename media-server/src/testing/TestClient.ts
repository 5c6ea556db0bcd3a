import {
  protocolVersions,
  signalingEvents,
  signalingRequests,
  type Grants,
  type SignalingEventData,
  type SignalingEventType,
  type SignalingRequestData,
  type SignalingRequestOk,
  type SignalingRequestType,
  type WireError,
} from '@confab/shared-types';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { MediaServer } from '../Server.ts';
import { mintToken } from './mintToken.ts';

interface Reply {
  readonly id: number | null;
  readonly ok?: unknown;
  readonly error?: WireError;
}

interface Event {
  readonly seq: number;
  readonly type: SignalingEventType;
  readonly data: unknown;
}

/** A bare client of `/signaling`: nothing is repeated or resumed unless a test says so. */
export class TestClient {
  readonly socket: WebSocket;
  readonly events: Event[] = [];
  readonly replies: Reply[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  #nextId = 1;
  #changed = new Set<() => void>();

  static async connect(server: MediaServer): Promise<TestClient> {
    const client = new TestClient(new WebSocket(`${server.url.replace('http', 'ws')}/signaling`));
    await once(client.socket, 'open');
    return client;
  }

  /** Joins `room` and, unless it has to wait, says it is ready with the router's own capabilities. */
  static async join(
    server: MediaServer,
    room: string,
    identity: string,
    grants?: Partial<Grants>,
    movesFrom?: string,
  ): Promise<{ client: TestClient; joined: SignalingRequestOk<'join'> }> {
    const client = await TestClient.connect(server);
    const token = await mintToken(server.apiKey, { room, identity, grants });
    const joined = await client.request('join', {
      protocol: protocolVersions.signaling,
      token,
      ...(movesFrom === undefined ? {} : { movesFrom }),
    });
    if (!joined.waiting) {
      await client.request('ready', { rtpCapabilities: joined.routerRtpCapabilities });
    }
    return { client, joined };
  }

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (text: Buffer) => {
      const message = JSON.parse(text.toString('utf8')) as Reply | Event;
      if ('seq' in message) this.events.push(message);
      else this.replies.push(message);
      for (const wake of this.#changed) wake();
    });
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
  }

  /** Resolves with what the contract says comes back; rejects with the error's code. */
  async request<T extends SignalingRequestType>(
    type: T,
    data: SignalingRequestData<T>,
    key?: string,
  ): Promise<SignalingRequestOk<T>> {
    const reply = await this.ask({ v: 1, id: this.#nextId++, type, data, ...(key ? { key } : {}) });
    if (reply.error) throw new Error(reply.error.code);
    return signalingRequests[type].ok.parse(reply.ok) as SignalingRequestOk<T>;
  }

  /** Sends anything and answers the reply that has its id. */
  async ask(message: { id: number } & Record<string, unknown>): Promise<Reply> {
    this.socket.send(JSON.stringify(message));
    return this.#until(() => this.replies.find(({ id }) => id === message.id));
  }

  /** Sends what has no id and answers the next reply. */
  async askRaw(message: string | Buffer): Promise<Reply> {
    const { length } = this.replies;
    this.socket.send(message);
    return this.#until(() => this.replies[length]);
  }

  /** The first event of a type, from now or before, that fits. */
  async event<T extends SignalingEventType>(
    type: T,
    fits: (data: SignalingEventData<T>) => boolean = () => true,
  ): Promise<SignalingEventData<T>> {
    return this.#until(() => {
      for (const event of this.events) {
        if (event.type !== type) continue;
        const data = signalingEvents[type].parse(event.data) as SignalingEventData<T>;
        if (fits(data)) return data;
      }
      return undefined;
    });
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }

  #until<R>(find: () => R | undefined): Promise<R> {
    return new Promise((resolve) => {
      const look = () => {
        const found = find();
        if (found === undefined) return;
        this.#changed.delete(look);
        resolve(found);
      };
      this.#changed.add(look);
      look();
    });
  }
}
