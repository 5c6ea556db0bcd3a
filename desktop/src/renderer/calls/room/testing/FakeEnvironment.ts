import type { types } from 'mediasoup-client';
import type { CallEnvironment, Socket, SocketEvents } from '../callEnvironment.ts';
import { FakeSocket } from './FakeSocket.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A machine whose time passes when the test says so and whose network is the test. */
export class FakeEnvironment implements CallEnvironment {
  readonly sockets: FakeSocket[] = [];
  readonly warnings: string[] = [];
  #now = 1_000_000;
  #keys = 0;
  readonly #timers = new Set<Timer>();
  readonly #wakers = new Set<() => void>();

  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  }

  openSocket(url: string, events: SocketEvents): Socket {
    const socket = new FakeSocket(url, events);
    this.sockets.push(socket);
    return socket;
  }

  createDevice(): Promise<types.Device> {
    return Promise.reject(new Error('no media here'));
  }

  now(): number {
    return this.#now;
  }

  setTimer(callback: () => void, milliseconds: number): () => void {
    const timer = { at: this.#now + milliseconds, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  onWake(listener: () => void): () => void {
    this.#wakers.add(listener);
    return () => this.#wakers.delete(listener);
  }

  wake(): void {
    for (const listener of this.#wakers) listener();
  }

  /** What would go on for ever: timers and listeners. */
  get held(): number {
    return this.#timers.size + this.#wakers.size;
  }

  random(): number {
    return 0;
  }

  newKey(): string {
    this.#keys += 1;
    return `key-${this.#keys}`;
  }

  warn(message: string): void {
    this.warnings.push(message);
  }

  /** Lets this much time pass, with everything that is due in it, in order. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settle();
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
      await settle();
    }
    this.#now = end;
  }
}

/** Lets everything run that waits for promises alone. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
