import { EventEmitter } from 'node:events';
import type { MessagePortMain } from 'electron';

/** One end of a channel as Electron's main and utility processes know it, within one process. */
export class FakePort extends EventEmitter {
  #other: FakePort | undefined;
  #closed = false;

  static pair(): { port1: FakePort & MessagePortMain; port2: FakePort & MessagePortMain } {
    const [left, right] = [new FakePort(), new FakePort()];
    left.#other = right;
    right.#other = left;
    return {
      port1: left,
      port2: right,
    };
  }

  /** Arrives later and as a copy, like between processes. */
  postMessage(message: unknown): void {
    const event = { data: structuredClone(message), ports: [] };
    const other = this.#other;
    if (this.#closed) return;
    queueMicrotask(() => other?.emit('message', event));
  }

  start(): void {
    // Messages are not held back here: what receives them listens from the beginning.
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    queueMicrotask(() => {
      this.emit('close');
      this.#other?.close();
    });
  }
}
