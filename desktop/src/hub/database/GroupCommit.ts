import { ConfabError } from '@confab/shared-types';
import { assertDurable, sqliteCode } from './openDatabase.ts';
import type { HubDatabase } from './openDatabase.ts';

/** Told once: null when the write is on disk, else why nothing of it is. */
export type Settled = (error: ConfabError | null) => void;

interface PendingWrite {
  readonly write: () => void;
  readonly settled: Settled;
}

export interface GroupCommitOptions {
  /** Runs the commit a little later; what arrives until then shares its fsync. */
  readonly defer?: (commit: () => void) => void;
}

/**
 * Puts all writes that arrive while a commit is pending into one transaction, so that they share
 * one fsync. A write is told of its fate only after that transaction is on disk, or failed whole.
 */
export class GroupCommit {
  readonly #database: HubDatabase;
  readonly #defer: (commit: () => void) => void;
  readonly #run: (group: readonly PendingWrite[]) => void;
  #pending: PendingWrite[] = [];
  #afterGroup: (() => void)[] = [];
  #scheduled = false;

  constructor(database: HubDatabase, { defer = setImmediate }: GroupCommitOptions = {}) {
    this.#database = database;
    this.#defer = defer;
    this.#run = database.transaction((group: readonly PendingWrite[]) => {
      for (const { write } of group) write();
    });
  }

  add(write: () => void, settled: Settled): void {
    this.#pending.push({ write, settled });
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#defer(() => this.commit());
  }

  /** Commits what is pending now. */
  commit(): void {
    this.#scheduled = false;
    const group = this.#pending;
    if (group.length === 0) return;
    this.#pending = [];
    const error = this.#attempt(group);
    for (const { settled } of group) settled(error);
    const last = this.#afterGroup;
    this.#afterGroup = [];
    for (const run of last) run();
  }

  /** Runs once, after everybody in the group that is being told has been told. */
  afterGroup(run: () => void): void {
    this.#afterGroup.push(run);
  }

  #attempt(group: readonly PendingWrite[]): ConfabError | null {
    try {
      assertDurable(this.#database);
      this.#run(group);
      return null;
    } catch (error) {
      return storageError(error);
    }
  }
}

/** What a failed write means to whoever asked for it. */
export function storageError(error: unknown): ConfabError {
  const full = sqliteCode(error) === 'SQLITE_FULL';
  const detail = error instanceof Error ? error.message : String(error);
  return new ConfabError(full ? 'storage-full' : 'storage-failed', detail, { cause: error });
}
