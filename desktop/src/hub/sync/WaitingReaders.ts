import type { DocKey } from '@confab/shared-types';

export interface WaitingReadersOptions {
  /** Whether there is a state to show, be it an empty one. */
  readonly isHere: (doc: DocKey) => boolean;
  /** Somebody looks at a document: it is fetched before others. */
  readonly fetchSoon: (doc: DocKey) => void;
}

/** Windows that asked for a document which was never fetched from its server. */
export class WaitingReaders {
  readonly #options: WaitingReadersOptions;
  readonly #waiting = new Map<DocKey, (() => void)[]>();

  constructor(options: WaitingReadersOptions) {
    this.#options = options;
  }

  /** Runs at once when the document is here, else when it arrives. */
  whenHere(doc: DocKey, run: () => void): void {
    if (this.#options.isHere(doc)) run();
    else this.#waiting.set(doc, [...(this.#waiting.get(doc) ?? []), run]);
    this.#options.fetchSoon(doc);
  }

  arrived(doc: DocKey): void {
    const runs = this.#waiting.get(doc) ?? [];
    this.#waiting.delete(doc);
    for (const run of runs) run();
  }
}
