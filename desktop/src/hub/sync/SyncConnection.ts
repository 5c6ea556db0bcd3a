import {
  ConfabError,
  decodeSyncFrame,
  encodeSyncFrame,
  protocolVersions,
  syncReplySchema,
} from '@confab/shared-types';
import type { AccountId, ErrorCode, SyncFrame, SyncReply, SyncRequest } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import type { Log } from '../log.ts';
import { PieceCollector, inPieces } from './pieces.ts';
import { ServerSocket } from './ServerSocket.ts';
import type { Rejection, ServerSocketState } from './ServerSocket.ts';
import type { OpenSocket } from './Socket.ts';

type Control = Exclude<SyncReply, { type: 'welcome' | 'error' }>;

export interface SyncConnectionOptions {
  /** Address of the server's `/sync`. */
  readonly url: string;
  /** Who must answer there: another server, or another account, gets none of our edits. */
  readonly server: string;
  readonly account: AccountId;
  readonly session: string;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly onState: (state: ServerSocketState) => void;
  readonly onRejected: (why: Rejection) => void;
  readonly onWelcome: () => void;
  readonly onControl: (message: Control) => void;
  readonly onFrame: (frame: WholeFrame) => void;
}

export type WholeFrame = Exclude<SyncFrame, { kind: 'piece' }>;

/** The WebSocket to one server's `/sync`: who answers is checked, large frames are put together. */
export class SyncConnection {
  readonly #options: SyncConnectionOptions;
  readonly #socket: ServerSocket;
  #pieces = new PieceCollector();
  #transfers = 0;

  constructor(options: SyncConnectionOptions) {
    this.#options = options;
    const { url, openSocket, clock, random, session } = options;
    this.#socket = new ServerSocket({
      url,
      openSocket,
      clock,
      random,
      hello: () => JSON.stringify({ type: 'hello', protocol: protocolVersions.sync, session }),
      onMessage: (data) => this.#receive(data),
      onState: (state) => {
        this.#pieces = new PieceCollector();
        options.onState(state);
      },
      onRejected: options.onRejected,
    });
  }

  get state(): ServerSocketState {
    return this.#socket.state;
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

  reconnect(): void {
    this.#socket.reconnect();
  }

  request(request: SyncRequest): void {
    this.#socket.send(JSON.stringify(request));
  }

  send(frame: WholeFrame): void {
    for (const piece of inPieces(encodeSyncFrame(frame), ++this.#transfers)) {
      this.#socket.send(piece);
    }
  }

  #receive(data: string | Uint8Array): void {
    try {
      if (typeof data === 'string') this.#control(syncReplySchema.parse(JSON.parse(data)));
      else this.#frame(decodeSyncFrame(data));
    } catch (error) {
      // A server that sends what cannot be read is compared with from the start.
      this.#options.log('sync connection given up', error);
      this.#socket.reconnect();
    }
  }

  #control(message: SyncReply): void {
    switch (message.type) {
      case 'welcome':
        if (message.server !== this.#options.server || message.account !== this.#options.account) {
          throw new ConfabError('workspace-bound-elsewhere', 'another server answers there');
        }
        this.#socket.welcomed();
        return this.#options.onWelcome();
      case 'error':
        return this.#failed(message.error.code);
      default:
        return this.#options.onControl(message);
    }
  }

  #failed(code: ErrorCode): void {
    if (this.state === 'online') return this.#options.log(`sync server answered ${code}`);
    switch (code) {
      case 'unauthenticated':
      case 'token-invalid':
      case 'token-expired':
        return this.#socket.reject('unauthenticated');
      case 'protocol-mismatch':
        return this.#socket.reject('protocol-mismatch');
      default:
        return this.#socket.reconnect();
    }
  }

  #frame(frame: SyncFrame): void {
    if (frame.kind !== 'piece') return this.#options.onFrame(frame);
    const whole = this.#pieces.add(frame.transfer, frame.bytes, frame.last);
    if (whole !== null) this.#frame(decodeSyncFrame(whole));
  }
}
