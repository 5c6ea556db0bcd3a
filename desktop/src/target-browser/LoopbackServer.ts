import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { channelFrameLimitBytes, closeCodes } from '@confab/shared-types';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { fileHeaders, pageHeaders } from '../shell/contentSecurity.ts';
import { rendererFile } from '../shell/rendererFile.ts';
import type { RunningHub } from '../shell/RunningHub.ts';
import { isToken, proveToken } from './access.ts';
import { originOf, refusal } from './checkRequest.ts';
import { hubSubprotocol, refusedSubprotocol, tokenOf } from './hubSubprotocols.ts';
import { NodeSocketPort } from './NodeSocketPort.ts';
import { serveFile } from './serveFile.ts';

export interface LoopbackServerOptions {
  /** Folder of the built renderer. */
  readonly rendererDir: string;
  readonly token: string;
  readonly log: (line: string) => void;
}

const loopback = '127.0.0.1';
const prematureClose = 'ERR_STREAM_PREMATURE_CLOSE';

/**
 * Serves one profile to the browser of the same machine: the page, the hub's channel at `/hub`, files
 * at `/f/<capability>`. `/alive` proves to a second start of the profile that it runs here.
 */
export class LoopbackServer {
  readonly #options: LoopbackServerOptions;
  readonly #http: Server;
  /** Above the channel's own limit, so that a frame just past it gets the hub's typed answer. */
  readonly #sockets: WebSocketServer;
  #hub: RunningHub | undefined;
  #port = 0;

  constructor(options: LoopbackServerOptions) {
    this.#options = options;
    this.#http = createServer((request, response) => void this.#answer(request, response));
    this.#http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#sockets = new WebSocketServer({
      noServer: true,
      maxPayload: 2 * channelFrameLimitBytes,
      perMessageDeflate: false,
      handleProtocols: (offered) =>
        this.#mayEnter(offered)
          ? hubSubprotocol
          : offered.has(refusedSubprotocol) && refusedSubprotocol,
    });
  }

  get origin(): string {
    return originOf(this.#port);
  }

  /** What the person opens; the fragment never leaves the browser. */
  get url(): string {
    return `${this.origin}/#token=${this.#options.token}`;
  }

  /** Resolves to the port; rejects with `EADDRINUSE` when another program has it. 0 means any. */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', reject);
      this.#http.listen(port, loopback, () => {
        this.#http.off('error', reject);
        resolve();
      });
    });
    this.#port = (this.#http.address() as AddressInfo).port;
    return this.#port;
  }

  /** Until this is called a tab is told to try again. */
  serve(hub: RunningHub): void {
    this.#hub = hub;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.close(closeCodes.shuttingDown, 'stopping');
    const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()));
    this.#http.closeAllConnections();
    // An upgraded socket is no longer among the server's connections.
    for (const socket of this.#sockets.clients) {
      const last = setTimeout(() => socket.terminate(), 500);
      socket.once('close', () => clearTimeout(last));
    }
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#route(request, response);
    } catch (error) {
      // A tab that left in the middle of a file is everyday.
      const left = error instanceof Error && 'code' in error && error.code === prematureClose;
      if (!left) this.#options.log(`request failed: ${String(error)}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (refusal(request.headers, this.#port, 'http') !== null) return refuse(response, 403);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
    const url = new URL(request.url ?? '/', this.origin);
    if (url.pathname === '/alive') {
      const proof = proveToken(this.#options.token, url.searchParams.get('challenge') ?? '');
      response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-store' });
      response.end(proof);
      return;
    }
    if (url.pathname.startsWith('/f/')) return this.#serveHubFile(request, response, url.pathname);
    const file = await rendererFile(this.#options.rendererDir, url.pathname);
    if (file === null) return refuse(response, 404);
    await serveFile(request, response, file, { ...pageHeaders, ...file.headers });
  }

  async #serveHubFile(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
  ): Promise<void> {
    if (this.#hub === undefined) return refuse(response, 503);
    const file = await this.#hub.openFile(path.slice('/f/'.length));
    if (file === null) return refuse(response, 404);
    await serveFile(request, response, file, {
      ...fileHeaders(file),
      // The browser's cache is not encrypted.
      'cache-control':
        file.seal === undefined ? 'private, max-age=31536000, immutable' : 'no-store',
    });
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const wrong = refusal(request.headers, this.#port, 'websocket');
    if (wrong !== null || new URL(request.url ?? '/', this.origin).pathname !== '/hub') {
      socket.end(`HTTP/1.1 ${wrong === null ? '404 Not Found' : '403 Forbidden'}\r\n\r\n`);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (accepted) => this.#accept(accepted));
  }

  #accept(socket: WebSocket): void {
    if (socket.protocol !== hubSubprotocol) {
      socket.close(closeCodes.unauthenticated, 'wrong token');
    } else if (this.#hub === undefined) {
      socket.close(closeCodes.shuttingDown, 'starting');
    } else {
      this.#hub.attach(new NodeSocketPort(socket));
    }
  }

  #mayEnter(offered: Set<string>): boolean {
    const token = tokenOf(offered);
    return offered.has(hubSubprotocol) && token !== null && isToken(token, this.#options.token);
  }
}

function refuse(response: ServerResponse, status: 403 | 404 | 405 | 503): void {
  response.writeHead(status, { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' });
  response.end();
}
