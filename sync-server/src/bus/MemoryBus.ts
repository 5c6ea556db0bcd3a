import type { Bus, BusListener, BusTopic, BusTopics } from './Bus.ts';

/** {@link Bus} of a server that is the only node. */
export class MemoryBus implements Bus {
  readonly #listeners = new Map<BusTopic, Set<(message: never) => void>>();
  #closed = false;

  publish<T extends BusTopic>(topic: T, message: BusTopics[T]): Promise<void> {
    queueMicrotask(() => {
      if (this.#closed) return;
      for (const listener of [...(this.#listeners.get(topic) ?? [])]) {
        (listener as BusListener<T>)(message);
      }
    });
    return Promise.resolve();
  }

  subscribe<T extends BusTopic>(topic: T, listener: BusListener<T>): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners);
    // A wrapper of its own, so that subscribing the same function twice counts twice.
    const entry = (message: BusTopics[T]): void => listener(message);
    listeners.add(entry);
    return () => listeners.delete(entry);
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#listeners.clear();
    return Promise.resolve();
  }
}
