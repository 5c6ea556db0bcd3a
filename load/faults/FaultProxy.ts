import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { z } from 'zod';
import { MediaRelay, noMediaFaults, type MediaFaults } from './MediaRelay.ts';

/** What befalls signalling. */
export interface SignalingFaults {
  /** Half-open: nothing gets through and nothing is closed, new sockets never open. */
  readonly blocked: boolean;
  /** One way. */
  readonly delayMs: number;
}

const noSignalingFaults: SignalingFaults = { blocked: false, delayMs: 0 };

const host = '127.0.0.1';
const candidateSchema = z.looseObject({ protocol: z.string(), port: z.number() });
const createdSchema = z.looseObject({
  ok: z.looseObject({ iceCandidates: z.array(candidateSchema) }),
});

/**
 * A bad network between one client and a media server of this machine. Signalling goes through a
 * WebSocket that stands for the server's; media follows, because the addresses that the server offers
 * are replaced by those of {@link MediaRelay}s.
 */
export class FaultProxy {
  signaling: SignalingFaults = noSignalingFaults;
  media: MediaFaults = noMediaFaults;
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #pairs = new Set<readonly [WebSocket, WebSocket]>();
  /** Whose opening was asked for while signalling was blocked. */
  readonly #unanswered = new Set<Duplex>();
  readonly #relays = new Map<number, Promise<MediaRelay>>();
  readonly #opened: MediaRelay[] = [];

  static async open(): Promise<FaultProxy> {
    const http = createServer((_request, response) => response.writeHead(404).end());
    http.listen(0, host);
    await once(http, 'listening');
    return new FaultProxy(http);
  }

  private constructor(http: Server) {
    this.#http = http;
    http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** The address to use in place of a media server's. */
  urlFor(server: string): string {
    const { port } = this.#http.address() as AddressInfo;
    return `ws://${host}:${port}/signaling?to=${encodeURIComponent(server)}`;
  }

  /** Datagrams of media that did not get through so far. */
  get lostDatagrams(): number {
    return this.#opened.reduce((sum, { lost }) => sum + lost, 0);
  }

  /** Cuts all signalling sockets, as when a network changes; new ones are let through. */
  cutSignaling(): void {
    for (const pair of this.#pairs) for (const socket of pair) socket.terminate();
  }

  /** A good network again; what was swallowed stays lost. */
  heal(): void {
    this.signaling = noSignalingFaults;
    this.media = noMediaFaults;
    for (const socket of this.#unanswered) socket.destroy();
  }

  async close(): Promise<void> {
    this.heal();
    this.cutSignaling();
    await Promise.all(this.#relays.values());
    for (const relay of this.#opened) relay.close();
    const closed = once(this.#http, 'close');
    this.#http.close();
    this.#http.closeAllConnections();
    await closed;
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    if (this.signaling.blocked) {
      this.#unanswered.add(socket);
      socket.once('close', () => this.#unanswered.delete(socket));
      return;
    }
    const to = new URL(request.url ?? '/', `ws://${host}`).searchParams.get('to');
    if (to === null) return void socket.destroy();
    this.#sockets.handleUpgrade(request, socket, head, (client) => this.#join(client, to));
  }

  #join(client: WebSocket, to: string): void {
    const server = new WebSocket(to);
    const pair = [client, server] as const;
    this.#pairs.add(pair);
    const opened = once(server, 'open');
    // Whether it opened or not, its end is the client's.
    opened.catch(() => client.terminate());
    // One after the other, however long a candidate's relay takes to open.
    let toServer: Promise<unknown> = opened;
    let toClient: Promise<unknown> = Promise.resolve();
    client.on('message', (data) => {
      toServer = toServer.then(() => this.#pass(() => server.send(textOf(data))));
      toServer.catch(() => client.terminate());
    });
    server.on('message', (data) => {
      toClient = toClient.then(async () => {
        const text = await this.#withOwnCandidates(textOf(data));
        this.#pass(() => client.send(text));
      });
      toClient.catch(() => server.terminate());
    });
    for (const [one, other] of [pair, [server, client] as const]) {
      one.on('error', () => other.terminate());
      one.on('close', (code, reason) => {
        this.#pairs.delete(pair);
        end(other, code, reason);
      });
    }
  }

  #pass(send: () => void): void {
    const { blocked, delayMs } = this.signaling;
    if (blocked) return;
    if (delayMs > 0) setTimeout(send, delayMs);
    else send();
  }

  /** What the server answers to `createTransport`, with relays for its addresses. */
  async #withOwnCandidates(text: string): Promise<string> {
    const message = createdSchema.safeParse(JSON.parse(text));
    if (!message.success) return text;
    const { ok, ...rest } = message.data;
    const iceCandidates = await Promise.all(
      ok.iceCandidates
        // Over TCP it would go around.
        .filter(({ protocol }) => protocol === 'udp')
        .map(async (candidate) => ({
          ...candidate,
          ip: host,
          address: host,
          port: (await this.#relayOf(candidate.port)).port,
        })),
    );
    return JSON.stringify({ ...rest, ok: { ...ok, iceCandidates } });
  }

  #relayOf(serverPort: number): Promise<MediaRelay> {
    const known = this.#relays.get(serverPort);
    if (known) return known;
    const relay = MediaRelay.open(serverPort, () => this.media);
    this.#relays.set(serverPort, relay);
    void relay.then((opened) => this.#opened.push(opened));
    return relay;
  }
}

function textOf(data: RawData): string {
  if (!Buffer.isBuffer(data)) throw new Error('signalling is text');
  return data.toString('utf8');
}

/** Passes on how the other end closed; one that broke off breaks off here too. */
function end(socket: WebSocket, code: number, reason: Buffer): void {
  const isSendable =
    code === 1000 || code === 1001 || (code >= 1007 && code <= 1011) || code >= 3000;
  if (isSendable && socket.readyState === WebSocket.OPEN) socket.close(code, reason);
  else socket.terminate();
}
