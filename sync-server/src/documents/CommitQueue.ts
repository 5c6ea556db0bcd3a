import { ConfabError } from '@confab/shared-types';
import type { DocumentStorage, NewUpdate } from '../storage/Storage.ts';

interface Waiting {
  readonly update: NewUpdate;
  readonly resolve: (seq: number) => void;
  readonly reject: (error: ConfabError) => void;
}

/**
 * Group commit: what arrives in one turn of the event loop, or while a commit is under way, is
 * committed together, so that the price of a disk sync is shared.
 */
export class CommitQueue {
  readonly #storage: Pick<DocumentStorage, 'append'>;
  #waiting: Waiting[] = [];
  #running = false;

  constructor(storage: Pick<DocumentStorage, 'append'>) {
    this.#storage = storage;
  }

  /** Resolves with the update's number once it is on disk. Rejects with `storage-…`. */
  append(update: NewUpdate): Promise<number> {
    const committed = new Promise<number>((resolve, reject) => {
      this.#waiting.push({ update, resolve, reject });
    });
    if (!this.#running) {
      this.#running = true;
      setImmediate(() => void this.#run());
    }
    return committed;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      await this.#commit(group);
    }
    this.#running = false;
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    try {
      const numbers = await this.#storage.append(group.map((entry) => entry.update));
      group.forEach((entry, index) => entry.resolve(numbers[index] ?? 0));
    } catch (error) {
      const failure = asStorageError(error);
      for (const entry of group) entry.reject(failure);
    }
  }
}

function asStorageError(error: unknown): ConfabError {
  const code =
    error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL'
      ? 'storage-full'
      : 'storage-failed';
  return new ConfabError(code, undefined, { cause: error });
}
