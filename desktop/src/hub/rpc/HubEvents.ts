import type { HubEvent, HubEventData, HubEventType } from '@confab/shared-types';

/** What the hub tells all of its windows. */
export class HubEvents {
  readonly #listeners = new Set<(event: HubEvent) => void>();

  emit<T extends HubEventType>(event: T, data: HubEventData<T>): void {
    const message = { event, data } as HubEvent;
    for (const listener of [...this.#listeners]) listener(message);
  }

  /** Calls back with every event; returns how to stop. */
  listen(listener: (event: HubEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
