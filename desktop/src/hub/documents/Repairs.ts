import { ConfabError } from '@confab/shared-types';
import type { DocKey, ErrorCode } from '@confab/shared-types';
import { storageError } from '../database/GroupCommit.ts';
import type { Documents } from './Documents.ts';
import type { DocumentStore } from './DocumentStore.ts';

/** The state of a document in the last backup that has it; null when none does. */
export type FindInBackup = (doc: DocKey) => Promise<Uint8Array | null>;

export interface RepairsOptions {
  readonly store: DocumentStore;
  readonly repair?: FindInBackup;
  readonly listener: { onNotice(code: ErrorCode, doc: DocKey): void };
}

/** Brings back from a backup what was damaged here and no server has. */
export class Repairs {
  readonly #documents: Documents;
  readonly #options: RepairsOptions;
  readonly #running = new Set<DocKey>();
  /** Those that the disk did not take. */
  readonly #failed = new Set<DocKey>();

  constructor(documents: Documents, options: RepairsOptions) {
    this.#documents = documents;
    this.#options = options;
  }

  /** Does nothing for a sound document. May be called again: the process may die before it is done. */
  tryOn(doc: DocKey): void {
    const { store, repair, listener } = this.#options;
    if (repair === undefined || store.quarantined(doc) === 0 || this.#running.has(doc)) return;
    // What the server has comes from there; the rest, when it may be written again.
    if (this.#documents.access(doc) !== 'write') return;
    this.#running.add(doc);
    this.#failed.delete(doc);
    repair(doc)
      .then((state) => (state === null ? undefined : this.#restore(doc, state)))
      .catch((error: unknown) => {
        const { code } = error instanceof ConfabError ? error : storageError(error);
        listener.onNotice(code, doc);
        this.#failed.add(doc);
      })
      .finally(() => this.#running.delete(doc));
  }

  /** The disk has taken something: it may take now what it did not. */
  tryAgainOn(doc: DocKey): void {
    if (this.#failed.has(doc)) this.tryOn(doc);
  }

  /** Merges a state from a backup: it brings back what is missing, and undoes nothing. */
  async #restore(doc: DocKey, state: Uint8Array): Promise<void> {
    const documents = this.#documents;
    if (documents.access(doc) !== 'write') return;
    await new Promise<void>((resolve, reject) => {
      documents.write(doc, state, null, (error) => {
        if (error === null || error.code === 'resync-needed') resolve();
        else reject(error);
      });
    });
    if (!documents.open(doc).incomplete) this.#options.store.repaired(doc, 'all');
  }
}
