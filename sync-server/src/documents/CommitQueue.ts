import { performance } from 'node:perf_hooks';
import { ConfabError } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import type { DocumentStorage, NewUpdate } from '../storage/Storage.ts';

interface Waiting {
  readonly update: Omit<NewUpdate, 'at'>;
  readonly resolve: (seq: number) => void;
  readonly reject: (error: ConfabError) => void;
}

/**
 * A commit begins at least this long after the one before: what comes meanwhile shares its disk
 * sync. Somebody who types alone does not wait, a hundred people together make a third of the syncs.
 */
export const defaultCommitPaceMs = 3;

/**
 * Group commit: what arrives in one turn of the event loop, while a commit is under way, or within
 * the pace of it is committed together, so that the price of a disk sync is shared.
 */
export class CommitQueue {
  readonly #storage: Pick<DocumentStorage, 'append'>;
  readonly #clock: Clock;
  readonly #paceMs: number;
  #waiting: Waiting[] = [];
  /** A commit is planned or under way. */
  #running = false;
  #lastAt = -Infinity;

  constructor(storage: Pick<DocumentStorage, 'append'>, clock: Clock, paceMs: number) {
    this.#storage = storage;
    this.#clock = clock;
    this.#paceMs = paceMs;
  }

  /**
   * Resolves with the update's number once it is on disk. Rejects with `storage-…`, or
   * `page-deleted` when its document was deleted for good meanwhile.
   */
  append(update: Omit<NewUpdate, 'at'>): Promise<number> {
    const committed = new Promise<number>((resolve, reject) => {
      this.#waiting.push({ update, resolve, reject });
    });
    if (!this.#running) this.#plan();
    return committed;
  }

  #plan(): void {
    this.#running = true;
    const wait = this.#lastAt + this.#paceMs - performance.now();
    if (wait > 0) setTimeout(() => void this.#run(), wait);
    else setImmediate(() => void this.#run());
  }

  async #run(): Promise<void> {
    this.#lastAt = performance.now();
    const group = this.#waiting;
    this.#waiting = [];
    await this.#commit(group);
    this.#running = false;
    if (this.#waiting.length > 0) this.#plan();
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    try {
      const at = this.#clock.now();
      const numbers = await this.#storage.append(group.map(({ update }) => ({ ...update, at })));
      group.forEach((entry, index) => settle(entry, numbers[index] ?? null));
    } catch (error) {
      const failure = asStorageError(error);
      for (const entry of group) entry.reject(failure);
    }
  }
}

function settle(entry: Waiting, seq: number | null): void {
  if (seq === null) entry.reject(new ConfabError('page-deleted'));
  else entry.resolve(seq);
}

function asStorageError(error: unknown): ConfabError {
  const code =
    error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL'
      ? 'storage-full'
      : 'storage-failed';
  return new ConfabError(code, undefined, { cause: error });
}
