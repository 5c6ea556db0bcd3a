import { eventsMessageSchema, protocolVersions } from '@confab/shared-types';
import type { AccountEvent, ErrorCode, EventsStatus } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import type { Log } from '../log.ts';
import { ServerSocket } from './ServerSocket.ts';
import type { Rejection } from './ServerSocket.ts';
import type { OpenSocket } from './Socket.ts';

export interface EventsClientOptions {
  /** Address of the server's `/events`. */
  readonly url: string;
  readonly session: string;
  /** Last event that was seen, in this run or an earlier one. */
  readonly cursor: () => number;
  readonly status: () => Omit<EventsStatus, 'type'>;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** What befell the account; `cursor` is to be kept once it is dealt with. */
  readonly onEvent: (event: AccountEvent, cursor: number) => void;
  readonly onRejected: (why: Rejection) => void;
}

/** News of an account: rings, calls, workspaces. None is missed: the server keeps them by cursor. */
export class EventsClient {
  readonly #options: EventsClientOptions;
  readonly #socket: ServerSocket;

  constructor(options: EventsClientOptions) {
    this.#options = options;
    const { url, openSocket, clock, random, session, cursor, onRejected } = options;
    const protocol = protocolVersions.events;
    this.#socket = new ServerSocket({
      url,
      openSocket,
      clock,
      random,
      hello: () => JSON.stringify({ type: 'hello', protocol, session, cursor: cursor() }),
      onMessage: (data) => this.#receive(data),
      onState: () => undefined,
      onRejected,
    });
  }

  start(): void {
    this.#socket.start();
  }

  stop(): void {
    this.#socket.stop();
  }

  wake(): void {
    this.#socket.wake();
  }

  /** Says what this device does; while there is no connection, the next one begins with it. */
  tellStatus(): void {
    if (this.#socket.state !== 'online') return;
    const status: EventsStatus = { type: 'status', ...this.#options.status() };
    this.#socket.send(JSON.stringify(status));
  }

  #receive(data: string | Uint8Array): void {
    const parsed = parseMessage(data);
    if (parsed === null) {
      this.#options.log('event could not be read');
      return;
    }
    switch (parsed.type) {
      case 'welcome':
        this.#socket.welcomed();
        return this.tellStatus();
      case 'event':
        return this.#options.onEvent(parsed.event, parsed.cursor);
      case 'error':
        return this.#failed(parsed.error.code);
    }
  }

  #failed(code: ErrorCode): void {
    switch (code) {
      case 'unauthenticated':
      case 'token-invalid':
      case 'token-expired':
        return this.#socket.reject('unauthenticated');
      case 'protocol-mismatch':
        return this.#socket.reject('protocol-mismatch');
      default:
        return this.#options.log(`events server answered ${code}`);
    }
  }
}

function parseMessage(data: string | Uint8Array) {
  if (typeof data !== 'string') return null;
  try {
    return eventsMessageSchema.parse(JSON.parse(data));
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
