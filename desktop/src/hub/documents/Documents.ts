import { ConfabError } from '@confab/shared-types';
import type { Access, DocKey, ErrorCode } from '@confab/shared-types';
import * as Y from 'yjs';
import type { Clock } from '../Clock.ts';
import { storageError } from '../database/GroupCommit.ts';
import type { Settled } from '../database/GroupCommit.ts';
import type { DocumentStore } from './DocumentStore.ts';
import { LiveDocument } from './LiveDocument.ts';
import type { DocumentFollower } from './LiveDocument.ts';

/** A page stops growing here; the server's own limit is higher and only guards against abuse. */
export const pageLimitBytes = 20 * 1024 * 1024;

export interface DocumentsListener {
  /** Edits made on this machine are on disk and may be sent. */
  onLocalUpdate(doc: DocKey): void;
  /** A document changed, wherever that came from. */
  onChanged(doc: DocKey): void;
  /** A document was read and part of it could not be; it is to be compared with the server's. */
  onDamaged(doc: DocKey): void;
  /** Cursors changed, and through whom. */
  onCursors(doc: DocKey, update: Uint8Array, from: unknown): void;
  onNotice(code: ErrorCode, doc: DocKey): void;
}

export interface DocumentsOptions {
  readonly store: DocumentStore;
  readonly clock: Clock;
  /** Who writes here, for the log. */
  readonly author: string;
  /** What the person may do with a document, whatever is in it. */
  readonly access: (doc: DocKey) => Access;
  readonly listener: DocumentsListener;
  /** Documents kept in memory that nobody follows. */
  readonly capacity?: number;
}

const idleMs = 60_000;
const rowsWorthCompactingAtUnload = 50;

/**
 * The documents that are in memory. Every change is on disk before it is applied here, told to
 * anyone, or answered.
 */
export class Documents {
  readonly #store: DocumentStore;
  readonly #clock: Clock;
  readonly #author: string;
  readonly #accessOf: (doc: DocKey) => Access;
  readonly #listener: DocumentsListener;
  readonly #capacity: number;
  /** In the order of last use. */
  readonly #live = new Map<DocKey, LiveDocument>();
  readonly #edits = new Map<DocKey, Promise<void>>();
  #cancelSweep: (() => void) | null = null;

  constructor(options: DocumentsOptions) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#author = options.author;
    this.#accessOf = options.access;
    this.#listener = options.listener;
    this.#capacity = options.capacity ?? 64;
  }

  /** The document in memory, read from disk when it is not; new and empty when there is none. */
  open(doc: DocKey): LiveDocument {
    const live = this.#live.get(doc) ?? this.#load(doc);
    this.#live.delete(doc);
    this.#live.set(doc, live);
    live.usedAt = this.#clock.now();
    this.#unloadSurplus();
    return live;
  }

  follow(doc: DocKey, follower: DocumentFollower): LiveDocument {
    const live = this.open(doc);
    live.followers.add(follower);
    live.toldAccess = this.access(doc);
    if (live.newerSchema) this.#listener.onNotice('newer-schema', doc);
    return live;
  }

  unfollow(doc: DocKey, follower: DocumentFollower): void {
    const live = this.#live.get(doc);
    if (live === undefined) return;
    live.removeCursors(follower);
    live.followers.delete(follower);
  }

  /** Takes away the cursors that came through somebody. */
  removeCursors(doc: DocKey, from: object): void {
    this.#live.get(doc)?.removeCursors(from);
  }

  /** What may be done with a document, a page of a newer app being read-only. */
  access(doc: DocKey): Access {
    const access = this.#accessOf(doc);
    return access === 'write' && this.open(doc).newerSchema ? 'read' : access;
  }

  /**
   * Takes an edit of this machine. `settled` is told `null` when it is on disk; `no-permission`,
   * `malformed-message`, `page-too-large`, `storage-full` and `storage-failed` mean that nothing of
   * it is kept, `resync-needed` that it waits for an edit that did not come.
   */
  write(doc: DocKey, update: Uint8Array, from: DocumentFollower | null, settled: Settled): void {
    const refusal = this.#refusal(doc, update);
    if (refusal !== null) return settled(refusal);
    const row = { author: this.#author, payload: update, acked: false };
    const seq = this.#store.append(doc, row, (error) => {
      if (error !== null) return settled(error);
      const live = this.open(doc);
      const whole = live.apply(update, seq);
      this.#tellAccess(live);
      live.tell(update, from);
      settled(whole ? null : new ConfabError('resync-needed'));
      this.#compactSoon(live);
      this.#listener.onLocalUpdate(doc);
      this.#listener.onChanged(doc);
    });
  }

  /** Takes what the server committed as `serverSeq`. */
  receive(doc: DocKey, update: Uint8Array, serverSeq: number, settled: Settled): void {
    const row = { author: 'server', payload: update, acked: true, serverSeq };
    const seq = this.#store.append(doc, row, (error) => {
      if (error !== null) return settled(error);
      const live = this.open(doc);
      live.apply(update, seq);
      this.#tellAccess(live);
      live.tell(update, null);
      settled(null);
      this.#compactSoon(live);
      this.#listener.onChanged(doc);
    });
  }

  /**
   * Changes a document from here, in one transaction. Resolves when that is on disk; rejects with
   * `no-permission`, `storage-full` or `storage-failed`, and nothing of it is kept then.
   */
  async edit(doc: DocKey, change: (ydoc: Y.Doc) => void): Promise<void> {
    // One at a time: a draft takes the next clock of its client, which must be committed first.
    const previous = this.#edits.get(doc);
    const edit = Promise.allSettled([previous]).then(() => this.#editNow(doc, change));
    this.#edits.set(doc, edit);
    try {
      await edit;
    } finally {
      if (this.#edits.get(doc) === edit) this.#edits.delete(doc);
    }
  }

  /** Tells followers when what they may do has changed. */
  refreshAccess(concerns: (doc: DocKey) => boolean): void {
    for (const live of [...this.#live.values()]) if (concerns(live.key)) this.#tellAccess(live);
  }

  /** Throws the document away, on disk too; followers start anew. Throws when the disk does not. */
  reset(doc: DocKey): void {
    this.#store.discard(doc);
    const live = this.#live.get(doc);
    if (live === undefined) return;
    this.#live.delete(doc);
    const followers = [...live.followers];
    live.destroy();
    for (const follower of followers) follower.onReset(doc);
  }

  /** Unloads everything nobody needs; called again by itself while there is anything. */
  sweep(olderThanMs = idleMs): void {
    const limit = this.#clock.now() - olderThanMs;
    for (const live of [...this.#live.values()]) {
      if (live.usedAt <= limit && isUnused(live)) this.#unload(live);
    }
  }

  close(): void {
    this.#cancelSweep?.();
    for (const live of this.#live.values()) live.destroy();
    this.#live.clear();
  }

  async #editNow(doc: DocKey, change: (ydoc: Y.Doc) => void): Promise<void> {
    if (this.access(doc) !== 'write') throw new ConfabError('no-permission');
    const draft = this.#draft(doc, change);
    if (draft === null) return;
    await new Promise<void>((resolve, reject) => {
      this.write(doc, draft, null, (error) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
  }

  #refusal(doc: DocKey, update: Uint8Array): ConfabError | null {
    if (this.access(doc) !== 'write') return new ConfabError('no-permission');
    const grows = insertsAnything(update);
    if (grows === null) return new ConfabError('malformed-message', 'not a Yjs update');
    // Deleting must stay possible, or an overgrown page could never be made smaller.
    if (grows && !this.open(doc).fits(update.length, pageLimitBytes)) {
      return new ConfabError('page-too-large');
    }
    return null;
  }

  /** The update that a change makes, worked out on a copy: the original follows after the commit. */
  #draft(doc: DocKey, change: (ydoc: Y.Doc) => void): Uint8Array | null {
    const live = this.open(doc);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(live.ydoc));
    copy.clientID = live.draftClient;
    let draft: Uint8Array | null = null;
    copy.on('update', (update: Uint8Array) => (draft = update));
    copy.transact(() => change(copy));
    copy.destroy();
    return draft;
  }

  #load(doc: DocKey): LiveDocument {
    const live = new LiveDocument(doc, (update, from) => {
      this.#listener.onCursors(doc, update, from);
    });
    let damaged = 0;
    try {
      const stored = this.#store.load(doc);
      damaged = stored.damaged;
      live.restore(stored, (row) => {
        damaged++;
        this.#store.quarantine(doc, row);
      });
    } catch (error) {
      live.destroy();
      throw storageError(error);
    }
    this.#live.set(doc, live);
    this.#sweepLater();
    if (damaged > 0) {
      this.#listener.onNotice('data-damaged', doc);
      this.#listener.onDamaged(doc);
    }
    return live;
  }

  #tellAccess(live: LiveDocument): void {
    if (live.followers.size === 0) return;
    const access = this.access(live.key);
    if (access === live.toldAccess) return;
    live.toldAccess = access;
    if (live.newerSchema) this.#listener.onNotice('newer-schema', live.key);
    for (const follower of live.followers) follower.onAccess(live.key, access);
  }

  #compactSoon(live: LiveDocument): void {
    if (!live.compactionDue) return;
    live.folded([]);
    this.#clock.after(0, () => this.#compact(live.key));
  }

  /** Folding is only ever an optimisation: a full disk must not stop anything else. */
  #compact(doc: DocKey): void {
    try {
      this.#store.compact(doc);
    } catch (error) {
      this.#listener.onNotice(storageError(error).code, doc);
    }
  }

  #unloadSurplus(): void {
    if (this.#live.size <= this.#capacity) return;
    for (const live of [...this.#live.values()]) {
      if (this.#live.size <= this.#capacity) return;
      if (isUnused(live) && live.usedAt < this.#clock.now()) this.#unload(live);
    }
  }

  #unload(live: LiveDocument): void {
    this.#live.delete(live.key);
    if (live.tailRows >= rowsWorthCompactingAtUnload) this.#compact(live.key);
    live.destroy();
  }

  #sweepLater(): void {
    this.#cancelSweep ??= this.#clock.after(idleMs, () => {
      this.#cancelSweep = null;
      this.sweep();
      if (this.#live.size > 0) this.#sweepLater();
    });
  }
}

function isUnused(live: LiveDocument): boolean {
  return live.followers.size === 0 && live.pins === 0;
}

/** Whether an update inserts anything, or only deletes; null when it is not an update at all. */
function insertsAnything(update: Uint8Array): boolean | null {
  try {
    return Y.decodeUpdate(update).structs.length > 0;
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
