import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** What befalls each datagram, either way. */
export interface MediaFaults {
  /** Nothing gets through. */
  readonly blocked: boolean;
  /** Share that is lost by chance, 0 to 1. */
  readonly loss: number;
  /** One way. */
  readonly delayMs: number;
  /** Up to so much more, by chance: what was sent later may come earlier. */
  readonly jitterMs: number;
}

export const noMediaFaults: MediaFaults = { blocked: false, loss: 0, delayMs: 0, jitterMs: 0 };

const host = '127.0.0.1';

/** A UDP port that stands for another one, with a network between that can be made bad. */
export class MediaRelay {
  readonly port: number;
  readonly #inside: Socket;
  readonly #serverPort: number;
  readonly #faults: () => MediaFaults;
  /** The server sees each client at a port of its own. */
  readonly #outside = new Map<string, Socket>();
  readonly #underWay = new Set<NodeJS.Timeout>();
  #lost = 0;
  #closed = false;

  /** Stands for a UDP port of this machine. */
  static async open(serverPort: number, faults: () => MediaFaults): Promise<MediaRelay> {
    const socket = createSocket('udp4');
    socket.bind(0, host);
    await once(socket, 'listening');
    return new MediaRelay(socket, serverPort, faults);
  }

  private constructor(inside: Socket, serverPort: number, faults: () => MediaFaults) {
    this.#inside = inside;
    this.#serverPort = serverPort;
    this.#faults = faults;
    this.port = inside.address().port;
    inside.on('message', (datagram, client) => {
      this.#pass(() => this.#outsideOf(client).send(datagram, this.#serverPort, host));
    });
  }

  /** Datagrams that did not get through so far, either way. */
  get lost(): number {
    return this.#lost;
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#underWay) clearTimeout(timer);
    for (const socket of [this.#inside, ...this.#outside.values()]) socket.close();
  }

  #outsideOf(client: RemoteInfo): Socket {
    const name = `${client.address}:${client.port}`;
    const known = this.#outside.get(name);
    if (known) return known;
    const socket = createSocket('udp4');
    this.#outside.set(name, socket);
    // The server's port may be closed while it is started again: that is a loss like any other.
    socket.on('error', () => this.#outside.delete(name));
    socket.on('message', (datagram) => {
      this.#pass(() => this.#inside.send(datagram, client.port, client.address));
    });
    return socket;
  }

  #pass(send: () => void): void {
    const { blocked, loss, delayMs, jitterMs } = this.#faults();
    if (blocked || Math.random() < loss) {
      this.#lost += 1;
      return;
    }
    const wait = delayMs + Math.random() * jitterMs;
    if (wait === 0) return send();
    const timer = setTimeout(() => {
      this.#underWay.delete(timer);
      if (!this.#closed) send();
    }, wait);
    this.#underWay.add(timer);
  }
}
