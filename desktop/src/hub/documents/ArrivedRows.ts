import type { DocKey } from '@confab/shared-types';
import type { Settled } from '../database/GroupCommit.ts';
import type { DocumentStore } from './DocumentStore.ts';
import type { CommittedUpdate, DocumentFollower } from './LiveDocument.ts';

/** A row on disk that is still to be applied in memory, and who waits for that. */
export interface ArrivedRow extends CommittedUpdate {
  readonly from: DocumentFollower | null;
  readonly local: boolean;
  readonly settled: Settled;
}

/** Collects what one group commit brought to each document, so that it is applied in one go. */
export class ArrivedRows {
  readonly #store: DocumentStore;
  readonly #apply: (doc: DocKey, rows: readonly ArrivedRow[]) => void;
  readonly #rows = new Map<DocKey, ArrivedRow[]>();

  constructor(store: DocumentStore, apply: (doc: DocKey, rows: readonly ArrivedRow[]) => void) {
    this.#store = store;
    this.#apply = apply;
  }

  /** Called while the group is being told that it is on disk. */
  add(doc: DocKey, row: ArrivedRow): void {
    if (this.#rows.size === 0) this.#store.afterGroup(() => this.#applyAll());
    const rows = this.#rows.get(doc);
    if (rows === undefined) this.#rows.set(doc, [row]);
    else rows.push(row);
  }

  #applyAll(): void {
    const arrived = [...this.#rows];
    this.#rows.clear();
    for (const [doc, rows] of arrived) this.#apply(doc, rows);
  }
}
