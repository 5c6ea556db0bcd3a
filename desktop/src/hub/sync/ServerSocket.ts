import { closeCodes } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import type { OpenSocket, Socket } from './Socket.ts';
import { backoffMs } from './backoff.ts';

/** `rejected`: the server will not have us as we are; trying again would change nothing. */
export type ServerSocketState = 'stopped' | 'connecting' | 'online' | 'offline' | 'rejected';
export type Rejection = 'unauthenticated' | 'protocol-mismatch';

export interface ServerSocketOptions {
  readonly url: string;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly random: () => number;
  /** First message of each connection. */
  readonly hello: () => string;
  /** A message of the present connection; what it throws ends that connection. */
  readonly onMessage: (data: string | Uint8Array) => void;
  readonly onState: (state: ServerSocketState) => void;
  readonly onRejected: (why: Rejection) => void;
}

/** Keeps one WebSocket to a server: connects, says hello, and comes back with growing pauses. */
export class ServerSocket {
  readonly #options: ServerSocketOptions;
  #socket: Socket | null = null;
  #state: ServerSocketState = 'stopped';
  #attempt = 0;
  #cancelWait: (() => void) | null = null;

  constructor(options: ServerSocketOptions) {
    this.#options = options;
  }

  get state(): ServerSocketState {
    return this.#state;
  }

  start(): void {
    if (this.#state === 'stopped') this.#connect();
  }

  stop(): void {
    this.#drop();
    this.#setState('stopped');
  }

  /** The machine woke up or has a network again: no reason to wait any longer. */
  wake(): void {
    if (this.#state !== 'offline') return;
    this.#attempt = 0;
    this.#connect();
  }

  /** The server answered the hello: from here on the connection counts as made. */
  welcomed(): void {
    this.#attempt = 0;
    this.#setState('online');
  }

  /** The server refused the hello. */
  reject(why: Rejection): void {
    this.#drop();
    this.#setState('rejected');
    this.#options.onRejected(why);
  }

  /** Ends this connection and makes a new one after a pause. */
  reconnect(): void {
    this.#drop();
    this.#wait();
  }

  /** Drops what is sent while there is no connection: all is compared again at the next one. */
  send(data: string | Uint8Array): void {
    this.#socket?.send(data);
  }

  #connect(): void {
    this.#drop();
    this.#setState('connecting');
    const socket = this.#options.openSocket(this.#options.url, {
      onOpen: () => {
        if (this.#socket === socket) socket.send(this.#options.hello());
      },
      onMessage: (data) => {
        if (this.#socket === socket) this.#options.onMessage(data);
      },
      onClose: (code) => {
        if (this.#socket === socket) this.#closed(code);
      },
    });
    this.#socket = socket;
  }

  #closed(code: number): void {
    this.#socket = null;
    if (code === closeCodes.unauthenticated) return this.reject('unauthenticated');
    if (code === closeCodes.protocolMismatch) return this.reject('protocol-mismatch');
    this.#wait();
  }

  #wait(): void {
    this.#setState('offline');
    const { clock, random } = this.#options;
    // The first attempt after a lost connection is made at once.
    this.#cancelWait = clock.after(backoffMs(this.#attempt, random), () => this.#connect());
    this.#attempt++;
  }

  #drop(): void {
    this.#cancelWait?.();
    this.#cancelWait = null;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #setState(state: ServerSocketState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState(state);
  }
}
