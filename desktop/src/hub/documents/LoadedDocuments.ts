import type { DocKey } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import type { LiveDocument } from './LiveDocument.ts';

export interface LoadedDocumentsOptions {
  readonly clock: Clock;
  /** Documents kept in memory that nobody follows. */
  readonly capacity: number;
  /** Reads a document from the disk. */
  readonly load: (doc: DocKey) => LiveDocument;
  /** Told just before a document leaves the memory because nobody needs it. */
  readonly onUnload: (live: LiveDocument) => void;
}

const idleMs = 60_000;

/** Which documents are in memory: read when they are needed, let go when they are not. */
export class LoadedDocuments {
  readonly #options: LoadedDocumentsOptions;
  /** In the order of last use. */
  readonly #live = new Map<DocKey, LiveDocument>();
  #cancelSweep: (() => void) | null = null;

  constructor(options: LoadedDocumentsOptions) {
    this.#options = options;
  }

  open(doc: DocKey): LiveDocument {
    const live = this.#live.get(doc) ?? this.#options.load(doc);
    this.#live.delete(doc);
    this.#live.set(doc, live);
    live.usedAt = this.#options.clock.now();
    this.#unloadSurplus();
    this.#sweepLater();
    return live;
  }

  /** The document if it is in memory. */
  peek(doc: DocKey): LiveDocument | null {
    return this.#live.get(doc) ?? null;
  }

  all(): LiveDocument[] {
    return [...this.#live.values()];
  }

  /** Takes a document out of memory whoever needs it: they start anew. */
  drop(doc: DocKey): void {
    const live = this.#live.get(doc);
    if (live === undefined) return;
    this.#live.delete(doc);
    const followers = [...live.followers];
    live.destroy();
    for (const follower of followers) follower.onReset(doc);
  }

  /** Unloads everything nobody needs; called again by itself while there is anything. */
  sweep(olderThanMs = idleMs): void {
    const limit = this.#options.clock.now() - olderThanMs;
    for (const live of this.all()) if (live.usedAt <= limit && isUnused(live)) this.#unload(live);
  }

  close(): void {
    this.#cancelSweep?.();
    this.#cancelSweep = null;
    for (const live of this.#live.values()) live.destroy();
    this.#live.clear();
  }

  #unloadSurplus(): void {
    if (this.#live.size <= this.#options.capacity) return;
    for (const live of this.all()) {
      if (this.#live.size <= this.#options.capacity) return;
      if (isUnused(live) && live.usedAt < this.#options.clock.now()) this.#unload(live);
    }
  }

  #unload(live: LiveDocument): void {
    this.#options.onUnload(live);
    this.#live.delete(live.key);
    live.destroy();
  }

  #sweepLater(): void {
    this.#cancelSweep ??= this.#options.clock.after(idleMs, () => {
      this.#cancelSweep = null;
      this.sweep();
      if (this.#live.size > 0) this.#sweepLater();
    });
  }
}

function isUnused(live: LiveDocument): boolean {
  return live.followers.size === 0 && live.pins === 0;
}
