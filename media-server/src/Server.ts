import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { availableParallelism } from 'node:os';
import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { loadApiKey, type ApiKey } from './apiKey.ts';
import type { MediaServerConfig } from './config.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { describeError, type Log } from './Log.ts';
import { type ApiAnswer, ParticipantsApi } from './ParticipantsApi.ts';
import { RoomEndedHook } from './rooms/RoomEndedHook.ts';
import { Rooms } from './rooms/Rooms.ts';
import { MediaWorkers } from './sfu/MediaWorkers.ts';
import { Signaling } from './signaling/Signaling.ts';

export interface MediaServerOptions extends MediaServerConfig {
  readonly log: Log;
  readonly limits?: Partial<Limits>;
}

/** Above the limit of a message, so that one that is a little too large is answered, not cut off. */
const largestFrameBytes = 1024 * 1024;
const goodbyeMs = 1000;
const notFound: ApiAnswer = { status: 404, error: { code: 'not-found' } };

/** The SFU with its `/signaling` WebSocket and `/healthz`. */
export class MediaServer {
  readonly url: string;
  readonly apiKey: ApiKey;
  readonly #http: Server;
  readonly #sockets: WebSocketServer;
  readonly #signaling: Signaling;
  readonly #participants: ParticipantsApi;
  readonly #rooms: Rooms;
  readonly #workers: MediaWorkers;
  readonly #hook: RoomEndedHook | null;
  #closed: Promise<void> | null = null;

  /** Starts workers and listens; rejects when a worker or the port cannot be had. */
  static async create(options: MediaServerOptions): Promise<MediaServer> {
    const apiKey = options.apiKey ?? (await loadApiKey(options.dataFolder));
    const { workerBin, listenIp, announcedAddress, rtcPort, log } = options;
    const count = options.workers ?? availableParallelism();
    const workers = await MediaWorkers.create({
      count,
      workerBin,
      listenIp,
      announcedAddress,
      rtcPort,
      log,
    });
    const http = createServer();
    try {
      http.listen(options.port, options.host);
      await once(http, 'listening');
    } catch (error) {
      workers.close();
      throw error;
    }
    return new MediaServer(options, apiKey, workers, http);
  }

  private constructor(
    options: MediaServerOptions,
    apiKey: ApiKey,
    workers: MediaWorkers,
    http: Server,
  ) {
    const { log, syncUrl } = options;
    const limits = { ...defaultLimits, ...options.limits };
    this.apiKey = apiKey;
    this.#workers = workers;
    this.#http = http;
    this.#hook = syncUrl === undefined ? null : new RoomEndedHook({ syncUrl, apiKey, log, fetch });
    this.#rooms = new Rooms({
      workers,
      limits,
      log,
      onEnded: (room, endedAt) => {
        log.info('room-ended', { room });
        void this.#hook?.send(room, { endedAt });
      },
    });
    this.#signaling = new Signaling({ rooms: this.#rooms, apiKey, limits, log });
    this.#participants = new ParticipantsApi({
      apiKey,
      log,
      remove: (room, identity) => this.#signaling.removeParticipant(room, identity),
    });
    this.#sockets = new WebSocketServer({ noServer: true, maxPayload: largestFrameBytes });
    http.on('request', (request, response) => void this.#onRequest(request, response));
    http.on('upgrade', (request, socket, head) => {
      socket.on('error', (error) => log.warn('socket', { error: describeError(error) }));
      if (pathOf(request) !== '/signaling') {
        socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (webSocket) =>
        this.#signaling.accept(webSocket),
      );
    });
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
    const closed = once(this.#http, 'close');
    this.#http.close();
    this.#signaling.close();
    const cut = setTimeout(() => {
      for (const socket of this.#sockets.clients) socket.terminate();
      this.#http.closeAllConnections();
    }, goodbyeMs);
    for (const socket of this.#sockets.clients) socket.close(1001);
    await closed;
    clearTimeout(cut);
    this.#hook?.close();
    this.#rooms.close();
    this.#workers.close();
  }

  async #onRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET' && pathOf(request) === '/healthz') {
      const workers = this.#workers.pids.length;
      const body = {
        status: workers > 0 ? 'ok' : 'no-worker',
        workers,
        rooms: this.#rooms.count,
        sessions: this.#signaling.sessionCount,
      };
      response.writeHead(workers > 0 ? 200 : 503, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
      return;
    }
    const answer = (await this.#participants.answer(request, pathOf(request))) ?? notFound;
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(answer.error === undefined ? undefined : JSON.stringify({ error: answer.error }));
  }
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

function addressOf(http: Server, host: string): string {
  const address = http.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
