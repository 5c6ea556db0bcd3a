import type { Socket, SocketListener } from '../sync/Socket.ts';
import type { SeededRandom } from './SeededRandom.ts';
import { SimulatedConnection } from './SimulatedConnection.ts';
import type { Message, SimulatedWebSocket } from './SimulatedConnection.ts';

/** Chances that a frame arrives cut, twice, or after the next one. */
const cutShort = 0.01;
const repeated = 0.05;
const overtaken = 0.3;

/** All connections: messages arrive when they are told to, and not always as they were sent. */
export class SimulatedNetwork {
  readonly #random: SeededRandom;
  readonly #accept: (socket: SimulatedWebSocket) => void;
  readonly #connections = new Set<SimulatedConnection>();

  constructor(random: SeededRandom, accept: (socket: SimulatedWebSocket) => void) {
    this.#random = random;
    this.#accept = accept;
  }

  /** Whether nothing is under way. */
  get idle(): boolean {
    return [...this.#connections].every(
      ({ toHub, toServer }) => toHub.length + toServer.length === 0,
    );
  }

  connect(listener: SocketListener): Socket {
    const connection: SimulatedConnection = new SimulatedConnection(this.#accept, {
      onOpen: () => listener.onOpen(),
      onMessage: (data) => listener.onMessage(data),
      onClose: (code) => {
        this.#connections.delete(connection);
        listener.onClose(code, '');
      },
    });
    this.#connections.add(connection);
    return {
      bufferedBytes: 0,
      send: (data: string | Uint8Array) => {
        if (connection.open) connection.toServer.push(data);
      },
      close: () => connection.cut(),
    };
  }

  cutOne(): void {
    this.#pick()?.cut();
  }

  cutAll(): void {
    for (const connection of [...this.#connections]) connection.cut();
  }

  /** Delivers one message of one connection; in calm times no connection breaks. */
  deliverOne(calm: boolean): void {
    const connection = this.#pick();
    if (connection === null) return;
    if (!connection.begun) return connection.begin();
    const up = this.#random.chance(0.5);
    const queue = up ? connection.toServer : connection.toHub;
    if (!up) this.#letOvertake(queue);
    const data = queue.shift();
    if (data === undefined) return;
    const deliver = (message: Message): void => {
      if (up) connection.deliverToServer(message);
      else connection.deliverToHub(message);
    };
    if (typeof data === 'string') return deliver(data);
    if (!calm && this.#random.chance(cutShort)) {
      deliver(data.slice(0, this.#random.below(data.length)));
      return connection.cut();
    }
    deliver(data);
    // Whoever repeats a frame did not hear the answer.
    if (connection.open && this.#random.chance(repeated)) deliver(data);
  }

  /** Delivers everything that is under way, and what follows from it at once. */
  deliverAll(): void {
    for (const connection of [...this.#connections]) {
      if (!connection.begun) connection.begin();
      while (connection.open) {
        const up = connection.toServer.shift();
        const down = connection.toHub.shift();
        if (up !== undefined) connection.deliverToServer(up);
        if (down !== undefined) connection.deliverToHub(down);
        if (up === undefined && down === undefined) break;
      }
    }
  }

  /** With several nodes, news of commits may overtake each other on the way to the hub. */
  #letOvertake(queue: Message[]): void {
    const [first, second] = queue;
    if (first === undefined || second === undefined) return;
    if (typeof first === 'string' || typeof second === 'string') return;
    if (this.#random.chance(overtaken)) queue.splice(0, 2, second, first);
  }

  #pick(): SimulatedConnection | null {
    const all = [...this.#connections];
    return all.length === 0 ? null : this.#random.pick(all);
  }
}
