import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../Clock.ts';
import type { BlobStore } from './BlobStore.ts';
import type { CollectableFile, FileIndex } from './FileIndex.ts';
import type { FileReferences } from './fileReferences.ts';

export interface FileCollectorOptions {
  readonly index: FileIndex;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  /** Everything that may refer to a file: pages and comments, the trash among them, kept versions. */
  readonly sources: readonly FileReferences[];
  /** Whether a file stays whoever refers to it: a server is still to get it, references may be lost. */
  readonly keeps: (file: CollectableFile) => boolean;
  readonly onFailed: (error: unknown) => void;
}

/** Nothing referred to it for this long, and nothing kept for undoing does either. */
export const collectAfterMs = 30 * 86_400_000;
const everyMs = 86_400_000;
const firstAfterMs = 10 * 60_000;
/** Removed in one run at most: the rest follows the next day. */
const removedAtOnce = 500;

/**
 * Removes files that nothing has referred to for 30 days. Each day every source is asked, a little
 * at a time; a file that is referred to again, or still to be uploaded, begins anew.
 */
export class FileCollector {
  readonly #options: FileCollectorOptions;
  #cancel: (() => void) | null = null;
  #stopped = false;

  constructor(options: FileCollectorOptions) {
    this.#options = options;
  }

  start(): void {
    this.#schedule(firstAfterMs);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  /** One run; answers how many files went. */
  async collect(): Promise<number> {
    const referenced = await this.#referenced();
    const { index, clock, keeps } = this.#options;
    const now = clock.now();
    let removed = 0;
    for (const file of index.collectable()) {
      if (this.#stopped) return removed;
      if (referenced.has(keyOf(file)) || keeps(file)) {
        if (file.unreferencedSince !== null) index.setUnreferencedSince(file, null);
      } else if (file.unreferencedSince === null) {
        index.setUnreferencedSince(file, now);
      } else if (now - file.unreferencedSince > collectAfterMs && removed < removedAtOnce) {
        await this.#remove(file);
        removed++;
      }
    }
    return removed;
  }

  async #referenced(): Promise<Set<string>> {
    const referenced = new Set<string>();
    for (const source of this.#options.sources) {
      for await (const file of source.references()) {
        if (this.#stopped) return referenced;
        referenced.add(keyOf(file));
      }
      // The person's work goes first.
      await nextTurn();
    }
    return referenced;
  }

  /** The row goes first: bytes without one are fetched again, a row without bytes would lie. */
  async #remove({ workspace, hash }: CollectableFile): Promise<void> {
    this.#options.index.remove(workspace, hash);
    await this.#options.blobs.remove(workspace, hash);
  }

  #schedule(afterMs: number): void {
    if (this.#stopped) return;
    this.#cancel = this.#options.clock.after(afterMs, () => {
      this.collect()
        .catch((error: unknown) => this.#options.onFailed(error))
        .finally(() => this.#schedule(everyMs));
    });
  }
}

function keyOf({ workspace, hash }: { readonly workspace: string; readonly hash: string }): string {
  return `${workspace}/${hash}`;
}
