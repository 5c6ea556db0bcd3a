import { ConfabError } from '@confab/shared-types';
import type { AccountId, DocKey } from '@confab/shared-types';
import type * as Y from 'yjs';
import { systemClock } from '../Clock.ts';
import type { Clock } from '../Clock.ts';
import type { Log } from '../Log.ts';
import type { DocumentStorage } from '../storage/Storage.ts';
import { CommitQueue, defaultCommitPaceMs } from './CommitQueue.ts';
import { LiveDocument } from './LiveDocument.ts';
import type { Committed } from './LiveDocument.ts';
import { partsOf } from './DocumentRights.ts';

/** A committed change on its way to everybody who has the document open. */
export interface CommittedEdit {
  readonly doc: DocKey;
  readonly seq: number;
  readonly update: Uint8Array;
}

/** One connection's interest in one document. */
export interface DocumentReader {
  onEdit(edit: CommittedEdit): void;
}

/** One connection's interest in which documents a workspace has, and how far they are. */
export interface WorkspaceReader {
  onDocument(doc: DocKey, seq: number): void;
}

const documentsInMemory = 500;
const bytesInMemory = 256 * 1024 * 1024;
const sweepEveryMs = 30_000;
const idleMs = 60_000;

/** All documents: loads them when needed, forgets idle ones, commits changes and passes them on. */
export class Documents {
  readonly #storage: DocumentStorage;
  readonly #queue: CommitQueue;
  readonly #log: Log;
  /** In order of use, the longest unused first. */
  readonly #live = new Map<DocKey, { loading: Promise<LiveDocument>; usedAt: number }>();
  readonly #loaded = new Map<DocKey, LiveDocument>();
  readonly #readers = new Map<DocKey, Set<DocumentReader>>();
  readonly #followers = new Map<string, Set<WorkspaceReader>>();
  readonly #observers = new Set<(doc: DocKey) => void>();
  /** Workspaces that were taken offline: their documents are on their way out. */
  readonly #closed = new Set<string>();
  readonly #sweeper: NodeJS.Timeout;

  constructor(
    storage: DocumentStorage,
    log: Log,
    clock: Clock = systemClock,
    commitPaceMs = defaultCommitPaceMs,
  ) {
    this.#storage = storage;
    this.#queue = new CommitQueue(storage, clock, commitPaceMs);
    this.#log = log;
    this.#sweeper = setInterval(() => this.#sweep(), sweepEveryMs);
    this.#sweeper.unref();
  }

  /**
   * Adds a reader and hands out the committed state in the same turn, so that no edit falls between.
   * Throws as {@link read} does.
   */
  open<T>(doc: DocKey, reader: DocumentReader, describe: (live: LiveDocument) => T): Promise<T> {
    return this.read(doc, (live) => {
      const described = describe(live);
      const readers = this.#readers.get(doc) ?? new Set();
      this.#readers.set(doc, readers.add(reader));
      return described;
    });
  }

  /**
   * What `describe` makes of the committed state. Throws `page-deleted` for a document deleted for
   * good, `not-found` in a workspace that was taken offline.
   */
  async read<T>(doc: DocKey, describe: (live: LiveDocument) => T): Promise<T> {
    for (;;) {
      const live = await this.#get(doc);
      if (live.busy) await live.settled();
      if (live.busy || live.discarded) continue;
      return describe(live);
    }
  }

  /** `observer` is called with every document that has just moved on. Returns what ends that. */
  observe(observer: (doc: DocKey) => void): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  /** Forgets what memory holds of documents that were deleted: it is looked up again when needed. */
  drop(docs: readonly DocKey[]): void {
    for (const doc of docs) this.#loaded.get(doc)?.discard();
  }

  /** Refuses everything in a workspace from now on; resolves when what was under way is on disk. */
  async closeWorkspace(workspace: string): Promise<void> {
    this.#closed.add(workspace);
    const within = [...this.#live].filter(([doc]) => partsOf(doc).workspace === workspace);
    for (const [doc, { loading }] of within) {
      // One that could not be loaded holds nothing that could still be written.
      const live = await loading.catch(() => null);
      while (live?.busy === true) await live.settled();
      live?.discard();
      this.#live.delete(doc);
      this.#loaded.delete(doc);
    }
  }

  /** The workspace was published again. */
  reopenWorkspace(workspace: string): void {
    this.#closed.delete(workspace);
  }

  close(doc: DocKey, reader: DocumentReader): void {
    const readers = this.#readers.get(doc);
    readers?.delete(reader);
    if (readers?.size === 0) this.#readers.delete(doc);
  }

  follow(workspace: string, follower: WorkspaceReader): void {
    const followers = this.#followers.get(workspace) ?? new Set();
    this.#followers.set(workspace, followers.add(follower));
  }

  unfollow(workspace: string, follower: WorkspaceReader): void {
    const followers = this.#followers.get(workspace);
    followers?.delete(follower);
    if (followers?.size === 0) this.#followers.delete(workspace);
  }

  /**
   * Applies an update. Rejects as `LiveDocument.apply` throws; `committed` tells when it is on disk.
   * Everybody but `from` is told after that.
   */
  async apply(
    doc: DocKey,
    update: Uint8Array,
    author: AccountId,
    from: DocumentReader,
  ): Promise<{ committed: Promise<Committed> }> {
    return await this.#use(doc, (live) => ({
      committed: this.#publish(live, live.apply(update, author), from),
    }));
  }

  /** A change the server makes itself; resolves when it is on disk. */
  async edit(doc: DocKey, author: AccountId, change: (doc: Y.Doc) => void): Promise<Committed> {
    const { committed } = await this.#use(doc, (live) => ({
      committed: this.#publish(live, live.edit(author, change), null),
    }));
    return await committed;
  }

  async stop(): Promise<void> {
    clearInterval(this.#sweeper);
    await Promise.all([...this.#loaded.values()].map((live) => live.settled()));
    for (const live of this.#loaded.values()) live.discard();
  }

  async #publish(
    live: LiveDocument,
    committing: Promise<Committed>,
    from: DocumentReader | null,
  ): Promise<Committed> {
    const committed = await committing;
    if (committed.update === null) return committed;
    const edit = { doc: live.key, seq: committed.seq, update: committed.update };
    for (const reader of this.#readers.get(live.key) ?? []) {
      if (reader !== from) reader.onEdit(edit);
    }
    for (const follower of this.#followers.get(partsOf(live.key).workspace) ?? []) {
      follower.onDocument(live.key, committed.seq);
    }
    for (const observer of this.#observers) observer(live.key);
    if (live.compactionDue) this.#compact(live);
    return committed;
  }

  #compact(live: LiveDocument): void {
    live.compact().catch((error: unknown) => {
      this.#log.failure('compaction-failed', error, { doc: live.key });
    });
  }

  async #use<T>(doc: DocKey, use: (live: LiveDocument) => T): Promise<T> {
    for (;;) {
      const live = await this.#get(doc);
      if (!live.discarded) return use(live);
    }
  }

  #get(doc: DocKey): Promise<LiveDocument> {
    if (this.#closed.size > 0 && this.#closed.has(partsOf(doc).workspace)) {
      throw new ConfabError('not-found');
    }
    const known = this.#live.get(doc);
    const loaded = this.#loaded.get(doc);
    this.#live.delete(doc);
    const entry =
      known === undefined || loaded?.discarded === true
        ? { loading: this.#load(doc, loaded), usedAt: 0 }
        : known;
    entry.usedAt = Date.now();
    this.#live.set(doc, entry);
    return entry.loading;
  }

  async #load(doc: DocKey, discarded: LiveDocument | undefined): Promise<LiveDocument> {
    this.#loaded.delete(doc);
    // What the discarded one still commits must be on disk before the disk is read.
    await discarded?.settled();
    try {
      const stored = await this.#storage.load(doc);
      if (stored.deleted === true) throw new ConfabError('page-deleted');
      if (stored.quarantined > 0) {
        this.#log.write('error', 'document-damaged', { doc, rows: stored.quarantined });
      }
      const live = new LiveDocument(doc, stored, this.#queue, this.#storage);
      this.#loaded.set(doc, live);
      this.#makeRoomFor(live);
      return live;
    } catch (error) {
      this.#live.delete(doc);
      throw error;
    }
  }

  #makeRoomFor(newest: LiveDocument): void {
    let bytes = 0;
    for (const live of this.#loaded.values()) bytes += live.bytes;
    for (const doc of this.#live.keys()) {
      if (this.#loaded.size <= documentsInMemory && bytes <= bytesInMemory) return;
      if (doc !== newest.key) bytes -= this.#forget(doc);
    }
  }

  #sweep(): void {
    const before = Date.now() - idleMs;
    for (const [doc, { usedAt }] of this.#live) {
      if (usedAt > before) return;
      this.#forget(doc);
    }
  }

  /** Returns the bytes that became free; a document with commits under way stays. */
  #forget(doc: DocKey): number {
    const live = this.#loaded.get(doc);
    if (live === undefined || live.busy) return 0;
    this.#live.delete(doc);
    this.#loaded.delete(doc);
    live.discard();
    return live.bytes;
  }
}
