import type { DocKey, WorkspaceId } from '@confab/shared-types';
import { workspaceOf } from '../documents/docNames.ts';
import type { DocumentSync } from './DocumentSync.ts';

/** Documents compared at the same time: enough to fill the line, few enough for memory. */
const opensAtOnce = 8;

/**
 * The documents of one connection. Every one of them is compared, a few at a time, those that
 * somebody looks at first.
 */
export class DocumentSyncs {
  readonly #create: (doc: DocKey) => DocumentSync;
  readonly #syncs = new Map<DocKey, DocumentSync>();
  /** To be opened, the next one first. */
  #queue: DocKey[] = [];

  constructor(create: (doc: DocKey) => DocumentSync) {
    this.#create = create;
  }

  get(doc: DocKey): DocumentSync | undefined {
    return this.#syncs.get(doc);
  }

  /** Compares a document before the others. */
  openSoon(doc: DocKey): void {
    const sync = this.#ensure(doc);
    if (sync.opened || sync.opening) return;
    this.#queue = [doc, ...this.#queue.filter((queued) => queued !== doc)];
    this.openNext();
  }

  /** Compares documents when it is their turn. */
  openAll(docs: Iterable<DocKey>): void {
    const queued = new Set(this.#queue);
    for (const doc of docs) {
      const sync = this.#ensure(doc);
      if (!sync.opened && !sync.opening && !queued.has(doc)) this.#queue.push(doc);
    }
    this.openNext();
  }

  openNext(): void {
    let opening = 0;
    for (const sync of this.#syncs.values()) if (sync.opening) opening++;
    while (opening < opensAtOnce) {
      const doc = this.#queue.shift();
      if (doc === undefined) return;
      const sync = this.#ensure(doc);
      if (sync.opened || sync.opening) continue;
      sync.open();
      opening++;
    }
  }

  /** Whether every known document of a workspace is compared, and what was sent is committed. */
  settled(workspace: WorkspaceId): boolean {
    for (const [doc, sync] of this.#syncs) {
      if (workspaceOf(doc) === workspace && !sync.settled) return false;
    }
    return true;
  }

  drop(workspace: WorkspaceId): void {
    this.#queue = this.#queue.filter((doc) => workspaceOf(doc) !== workspace);
    for (const doc of [...this.#syncs.keys()]) {
      if (workspaceOf(doc) === workspace) this.forget(doc);
    }
  }

  forget(doc: DocKey): void {
    this.#syncs.get(doc)?.close();
    this.#syncs.delete(doc);
    this.#queue = this.#queue.filter((queued) => queued !== doc);
  }

  clear(): void {
    this.#queue = [];
    for (const sync of this.#syncs.values()) sync.close();
    this.#syncs.clear();
  }

  #ensure(doc: DocKey): DocumentSync {
    const sync = this.#syncs.get(doc) ?? this.#create(doc);
    this.#syncs.set(doc, sync);
    return sync;
  }
}
