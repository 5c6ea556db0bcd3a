import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { closeCodes, ConfabError, docKeySchema } from '@confab/shared-types';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { bearerToken } from '../accounts/accountRoutes.ts';
import { SyncSession } from '../documents/SyncSession.ts';
import type { SyncSessionOptions } from '../documents/SyncSession.ts';
import { YjsSession } from '../documents/YjsSession.ts';
import { EventStream } from '../presence/EventStream.ts';
import type { EventStreamOptions } from '../presence/EventStream.ts';
import type { Storage } from '../storage/Storage.ts';
import type { UpgradedSocket } from './ClientSocket.ts';
import { asConfabError, decodePart, urlOf } from './Router.ts';

export interface SocketGateOptions
  extends Omit<SyncSessionOptions, 'storage'>, Omit<EventStreamOptions, 'storage'> {
  readonly storage: Storage;
  /** Throws `too-many-requests`. */
  readonly admit: (request: IncomingMessage) => void;
}

interface Connection {
  close(code: number, reason: string): void;
}

/** What `ws` takes at most; each protocol answers what is above its own, lower limit. */
const maxPayload = 64 * 1024 * 1024;
const pingEveryMs = 10_000;

/** Turns upgrades into the session of their path, and ends dead connections. */
export class SocketGate {
  readonly #options: SocketGateOptions;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload });
  readonly #connections = new Map<WebSocket, Connection>();
  readonly #alive = new WeakSet<WebSocket>();
  readonly #pings: NodeJS.Timeout;

  constructor(options: SocketGateOptions) {
    this.#options = options;
    this.#pings = setInterval(() => this.#ping(), pingEveryMs);
    this.#pings.unref();
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const upgraded = { webSocket, stream: socket };
      // Until its session takes over: 'close' follows, and there is nobody to tell.
      webSocket.on('error', () => webSocket.terminate());
      this.#accept(upgraded, request).catch((error: unknown) => {
        const known = asConfabError(error);
        if (known.code === 'internal') this.#options.log.failure('upgrade-failed', error);
        webSocket.close(closeCodeOf(known), known.code);
      });
    });
  }

  /** Closes every connection and resolves when they are gone. */
  async close(code: number): Promise<void> {
    clearInterval(this.#pings);
    const gone = [...this.#connections].map(async ([webSocket, connection]) => {
      const closed = new Promise((resolve) => webSocket.once('close', resolve));
      connection.close(code, 'shutting down');
      await closed;
    });
    await Promise.all(gone);
    // Those still being let in have no session to close yet.
    for (const webSocket of this.#sockets.clients) webSocket.terminate();
    this.#sockets.close();
  }

  async #accept(socket: UpgradedSocket, request: IncomingMessage): Promise<void> {
    this.#options.admit(request);
    const url = urlOf(request);
    const options = this.#options;
    if (url.pathname === '/sync') {
      const storage = options.storage.documents;
      this.#keep(socket, new SyncSession(socket, { ...options, storage }));
    } else if (url.pathname === '/events') {
      this.#keep(socket, new EventStream(socket, options));
    } else if (url.pathname.startsWith('/yjs/')) {
      await this.#acceptYjs(socket, request, url);
    } else {
      throw new ConfabError('not-found');
    }
  }

  async #acceptYjs(socket: UpgradedSocket, request: IncomingMessage, url: URL): Promise<void> {
    // Messages that come while the session is looked up wait in the socket.
    socket.webSocket.pause();
    try {
      const { sessions, accounts, rights } = this.#options;
      const doc = docKeySchema.parse(decodePart(url.pathname.slice('/yjs/'.length)));
      const token = url.searchParams.get('session') ?? bearerToken(request);
      const session = await sessions.authenticate(token);
      if ((await rights.of(doc, session.account)) === 'none') {
        throw new ConfabError('no-permission');
      }
      const account = await accounts.find(session.account);
      this.#keep(socket, new YjsSession(socket, doc, session, account, this.#options));
    } finally {
      socket.webSocket.resume();
    }
  }

  #keep({ webSocket }: UpgradedSocket, connection: Connection): void {
    this.#connections.set(webSocket, connection);
    this.#alive.add(webSocket);
    webSocket.on('pong', () => this.#alive.add(webSocket));
    webSocket.on('message', () => this.#alive.add(webSocket));
    webSocket.on('close', () => this.#connections.delete(webSocket));
  }

  #ping(): void {
    for (const webSocket of this.#connections.keys()) {
      if (!this.#alive.delete(webSocket)) webSocket.terminate();
      else webSocket.ping();
    }
  }
}

function closeCodeOf(error: ConfabError): number {
  switch (error.code) {
    case 'unauthenticated':
      return closeCodes.unauthenticated;
    case 'no-permission':
      return closeCodes.noPermission;
    case 'too-many-requests':
      return closeCodes.tooManyRequests;
    case 'internal':
      return 1011;
    default:
      return 1008;
  }
}
