import { createServer, type IncomingMessage, type Server } from 'node:http';
import { availableParallelism } from 'node:os';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { AdminApi } from './admin/AdminApi.ts';
import { loadApiKey, type ApiKey } from './apiKey.ts';
import { ApiKeys } from './ApiKeys.ts';
import { iceServersFor } from './config/iceServers.ts';
import type { MediaServerConfig } from './config/readConfig.ts';
import { HttpRoutes, pathOf, type Readiness } from './HttpRoutes.ts';
import { defaultLimits } from './limits.ts';
import { describeError, type Log } from './Log.ts';
import { Metrics } from './metrics/Metrics.ts';
import { RoomEndedHook } from './rooms/RoomEndedHook.ts';
import { Rooms } from './rooms/Rooms.ts';
import { MediaWorkers } from './sfu/MediaWorkers.ts';
import { Signaling } from './signaling/Signaling.ts';

export interface MediaServerOptions extends MediaServerConfig {
  readonly log: Log;
}

/** Above the limit of a message, so that one that is a little too large is answered, not cut off. */
const largestFrameBytes = 1024 * 1024;
const goodbyeMs = 1000;

/** The SFU: `/signaling` over WebSocket, and what {@link HttpRoutes} answers. */
export class MediaServer {
  readonly url: string;
  /** The one this server signs with itself; others may be accepted too. */
  readonly apiKey: ApiKey;
  readonly #options: MediaServerOptions;
  readonly #http: Server;
  readonly #sockets: WebSocketServer;
  readonly #signaling: Signaling;
  readonly #metrics: Metrics;
  readonly #rooms: Rooms;
  readonly #workers: MediaWorkers;
  readonly #hook: RoomEndedHook | null;
  #closed: Promise<void> | null = null;

  /** Starts workers and listens; rejects when a worker or the port cannot be had. */
  static async create(options: MediaServerOptions): Promise<MediaServer> {
    const [own = await loadApiKey(options.dataFolder), ...others] = options.apiKeys;
    const workers = await MediaWorkers.create({
      ...options,
      count: options.workers ?? availableParallelism(),
    });
    const http = createServer();
    try {
      http.listen(options.port, options.host);
      await once(http, 'listening');
    } catch (error) {
      workers.close();
      throw error;
    }
    return new MediaServer(options, new ApiKeys(own, others), workers, http);
  }

  private constructor(
    options: MediaServerOptions,
    apiKeys: ApiKeys,
    workers: MediaWorkers,
    http: Server,
  ) {
    const { log, syncUrl, metricsToken } = options;
    const limits = { ...defaultLimits, ...options.limits };
    const apiKey = apiKeys.own;
    this.#options = options;
    this.apiKey = apiKey;
    this.#workers = workers;
    this.#http = http;
    this.#hook = syncUrl === undefined ? null : new RoomEndedHook({ syncUrl, apiKey, log, fetch });
    const rooms = new Rooms({
      workers,
      limits,
      log,
      onEnded: (room, endedAt) => {
        log.info('room-ended', { room });
        void this.#hook?.send(room, { endedAt });
      },
    });
    this.#rooms = rooms;
    this.#signaling = new Signaling({
      rooms,
      apiKeys,
      limits,
      log,
      iceServersFor: (identity) => iceServersFor(options.iceServers ?? [], identity),
      onAnswered: (type, outcome, seconds) => this.#metrics.answered(type, outcome, seconds),
    });
    this.#metrics = new Metrics({
      workers,
      counts: () => ({
        rooms: rooms.count,
        sessions: this.#signaling.sessionCount,
        waiting: this.#signaling.waitingCount,
        peers: rooms.peerCount,
      }),
    });
    const routes = new HttpRoutes({
      admin: new AdminApi({ apiKeys, rooms, log }),
      metrics: this.#metrics,
      metricsToken,
      readiness: () => this.#readiness(),
      log,
    });
    this.#sockets = new WebSocketServer({ noServer: true, maxPayload: largestFrameBytes });
    http.on('request', (request, response) => void routes.handle(request, response));
    http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.url = addressOf(http, options.host);
  }

  /** Process ids of the mediasoup workers. */
  get workerPids(): readonly number[] {
    return this.#workers.pids;
  }

  /** Tells every client, then closes sockets, rooms and workers. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#signaling.close();
    const goodbyes = [...this.#sockets.clients].map(
      (socket) => new Promise((resolve) => socket.once('close', resolve)),
    );
    for (const socket of this.#sockets.clients) socket.close(1001);
    const cut = setTimeout(() => {
      for (const socket of this.#sockets.clients) socket.terminate();
    }, goodbyeMs);
    // Until the last one is gone `/readyz` says so, and no new one gets in.
    await Promise.all(goodbyes);
    clearTimeout(cut);
    const closed = once(this.#http, 'close');
    this.#http.close();
    this.#http.closeAllConnections();
    await closed;
    this.#hook?.close();
    this.#rooms.close();
    this.#metrics.close();
    this.#workers.close();
  }

  #readiness(): Readiness {
    const workers = this.#workers.running.length;
    const sessions = this.#signaling.sessionCount;
    const up = workers > 0 ? 'ok' : 'no-worker';
    const status = this.#closed ? 'shutting-down' : up;
    return { status, workers, rooms: this.#rooms.count, sessions };
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { log } = this.#options;
    socket.on('error', (error) => log.warn('socket', { error: describeError(error) }));
    if (pathOf(request) !== '/signaling') return refuse(socket, '404 Not Found');
    if (this.#closed) return refuse(socket, '503 Service Unavailable');
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) =>
      this.#signaling.accept(webSocket),
    );
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
}

function addressOf(http: Server, host: string): string {
  const address = http.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
