import { ConfabError } from '@confab/shared-types';
import type { AccountId, DocKey } from '@confab/shared-types';
import * as Y from 'yjs';
import type { DocumentStorage, LoadedDocument } from '../storage/Storage.ts';
import type { CommitQueue } from './CommitQueue.ts';

/** Above this a document takes no more edits; hubs stop at 20 MiB by themselves. */
export const documentLimitBytes = 48 * 1024 * 1024;
const rowsUntilCompaction = 500;
const rowsUntilForcedCompaction = 5000;

/** What a change became: its number, and the update others need; null: nothing was new in it. */
export interface Committed {
  readonly seq: number;
  readonly update: Uint8Array | null;
}

/**
 * A document in memory. A change is applied, then committed, and only then reported, so memory may
 * be ahead of the disk but nobody else ever is. Whatever cannot be applied whole, or is not
 * committed, leaves the object `discarded`: its owner loads the document again from the disk.
 */
export class LiveDocument {
  readonly key: DocKey;
  readonly #doc = new Y.Doc({ gc: true });
  readonly #queue: CommitQueue;
  readonly #storage: Pick<DocumentStorage, 'compact'>;
  #seq: number;
  #snapshotBytes: number;
  #tailBytes: number;
  #tailRows: number;
  #inFlight = 0;
  #lastCommit: Promise<unknown> = Promise.resolve();
  #discarded = false;
  #integrated: Uint8Array[] = [];

  constructor(
    key: DocKey,
    loaded: LoadedDocument,
    queue: CommitQueue,
    storage: Pick<DocumentStorage, 'compact'>,
  ) {
    this.key = key;
    this.#queue = queue;
    this.#storage = storage;
    this.#seq = loaded.seq;
    this.#snapshotBytes = loaded.snapshot?.length ?? 0;
    this.#tailRows = loaded.updates.length;
    this.#tailBytes = loaded.updates.reduce((sum, update) => sum + update.length, 0);
    // One transaction for all rows: merging updates instead takes time that grows with the square.
    this.#doc.transact(() => {
      if (loaded.snapshot !== null) Y.applyUpdate(this.#doc, loaded.snapshot);
      for (const update of loaded.updates) Y.applyUpdate(this.#doc, update);
    });
    this.#doc.on('update', (update: Uint8Array) => this.#integrated.push(update));
  }

  /** The last committed number. */
  get seq(): number {
    return this.#seq;
  }

  get discarded(): boolean {
    return this.#discarded;
  }

  get busy(): boolean {
    return this.#inFlight > 0;
  }

  get bytes(): number {
    return this.#snapshotBytes + this.#tailBytes;
  }

  /** Lets `use` read the document; it must not keep or change it. */
  read<T>(use: (doc: Y.Doc) => T): T {
    return use(this.#doc);
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#doc);
  }

  /** All that a holder of `stateVector` misses. Throws `malformed-message`. */
  missing(stateVector: Uint8Array): Uint8Array {
    try {
      return Y.encodeStateAsUpdate(this.#doc, stateVector);
    } catch (cause) {
      throw new ConfabError('malformed-message', 'not a state vector', { cause });
    }
  }

  /**
   * Applies an update and commits it. Throws at once `resync-needed` (it builds on something that
   * is not here), `malformed-message` or `page-too-large`; the promise rejects with `storage-…`.
   */
  apply(update: Uint8Array, author: AccountId): Promise<Committed> {
    this.#assertUsable();
    if (this.bytes + update.length > documentLimitBytes) throw new ConfabError('page-too-large');
    // Rows set aside for damage leave later ones waiting; those must not be taken for this update's.
    const waiting = takeWaiting(this.#doc);
    try {
      Y.applyUpdate(this.#doc, update);
    } catch (cause) {
      this.discard();
      throw new ConfabError('malformed-message', 'not a Yjs update', { cause });
    }
    if (takeWaiting(this.#doc).length > 0) {
      this.discard();
      throw new ConfabError('resync-needed');
    }
    for (const part of waiting) Y.applyUpdateV2(this.#doc, part);
    return this.#commit(author);
  }

  /** Lets `change` edit the document in one transaction and commits the result. */
  edit(author: AccountId, change: (doc: Y.Doc) => void): Promise<Committed> {
    this.#assertUsable();
    try {
      this.#doc.transact(() => change(this.#doc));
    } catch (error) {
      this.discard();
      throw error;
    }
    return this.#commit(author);
  }

  /** Resolves when all that memory holds has been committed, or the document is discarded. */
  async settled(): Promise<void> {
    while (this.#inFlight > 0) await this.#lastCommit;
  }

  discard(): void {
    if (this.#discarded) return;
    this.#discarded = true;
    this.#doc.destroy();
  }

  /** Swaps the log for a snapshot; nothing happens while commits are under way. */
  async compact(): Promise<void> {
    if (this.#inFlight > 0 || this.#tailRows === 0 || this.#discarded) return;
    const snapshot = Y.encodeStateAsUpdate(this.#doc);
    this.#snapshotBytes = snapshot.length;
    this.#tailRows = 0;
    this.#tailBytes = 0;
    await this.#storage.compact(this.key, this.#seq, snapshot);
  }

  get compactionDue(): boolean {
    if (this.#tailRows < rowsUntilCompaction) return false;
    return (
      this.#tailRows >= rowsUntilForcedCompaction || this.#tailBytes * 4 >= this.#snapshotBytes
    );
  }

  #commit(author: AccountId): Promise<Committed> {
    const [first, ...more] = this.#integrated;
    this.#integrated = [];
    // Nothing new, but what it repeats may still be on its way to the disk.
    if (first === undefined) {
      return this.settled().then(() => {
        this.#assertUsable();
        return { seq: this.#seq, update: null };
      });
    }
    const payload = more.length === 0 ? first : Y.mergeUpdates([first, ...more]);
    this.#inFlight += 1;
    const committed = this.#queue
      .append({ doc: this.key, author, payload })
      .then(
        (seq): Committed => {
          this.#seq = seq;
          this.#tailRows += 1;
          this.#tailBytes += payload.length;
          return { seq, update: payload };
        },
        (error: unknown) => {
          this.discard();
          throw error;
        },
      )
      .finally(() => (this.#inFlight -= 1));
    this.#lastCommit = committed.catch(() => undefined);
    return committed;
  }

  #assertUsable(): void {
    if (this.#discarded) throw new ConfabError('storage-failed');
  }
}

/** Takes out what Yjs has parked for missing dependencies, as updates in its second encoding. */
function takeWaiting(doc: Y.Doc): readonly Uint8Array[] {
  const { pendingStructs, pendingDs } = doc.store;
  doc.store.pendingStructs = null;
  doc.store.pendingDs = null;
  const parts: Uint8Array[] = [];
  if (pendingStructs !== null) parts.push(pendingStructs.update);
  if (pendingDs !== null) parts.push(pendingDs);
  return parts;
}
