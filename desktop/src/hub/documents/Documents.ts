import { ConfabError } from '@confab/shared-types';
import type { Access, AccessReason, DocKey, ErrorCode } from '@confab/shared-types';
import * as Y from 'yjs';
import type { Clock } from '../Clock.ts';
import { storageError } from '../database/GroupCommit.ts';
import type { Settled } from '../database/GroupCommit.ts';
import type { DocumentStore, NewUpdate } from './DocumentStore.ts';
import { ArrivedRows } from './ArrivedRows.ts';
import type { ArrivedRow } from './ArrivedRows.ts';
import { Drafts } from './Drafts.ts';
import { inspectUpdate } from './inspectUpdate.ts';
import type { InspectedUpdate } from './inspectUpdate.ts';
import { LiveDocument } from './LiveDocument.ts';
import type { CommittedUpdate, DocumentFollower, Permission } from './LiveDocument.ts';
import { LoadedDocuments } from './LoadedDocuments.ts';
import { Repairs } from './Repairs.ts';
import type { FindInBackup } from './Repairs.ts';

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
  /** Why that is not to write; a role that does not allow it when absent. */
  readonly reason?: (doc: DocKey) => AccessReason | null;
  readonly listener: DocumentsListener;
  /** Documents kept in memory that nobody follows. */
  readonly capacity?: number;
  readonly repair?: FindInBackup;
}

const rowsWorthCompactingAtUnload = 50;

/**
 * The documents of the profile. Every change is on disk before it is applied here, told to anyone,
 * or answered.
 */
export class Documents {
  readonly #options: DocumentsOptions;
  readonly #store: DocumentStore;
  readonly #listener: DocumentsListener;
  readonly #loaded: LoadedDocuments;
  readonly #drafts: Drafts;
  readonly #repairs: Repairs;
  readonly #edits = new Map<DocKey, Promise<void>>();
  readonly #arrived: ArrivedRows;
  /** Found damaged while they were read just now. */
  readonly #foundDamaged = new Set<DocKey>();

  constructor(options: DocumentsOptions) {
    this.#options = options;
    this.#store = options.store;
    this.#listener = options.listener;
    this.#drafts = new Drafts(options.clock);
    this.#repairs = new Repairs(this, options);
    this.#arrived = new ArrivedRows(options.store, (doc, rows) => this.#apply(doc, rows));
    this.#loaded = new LoadedDocuments({
      clock: options.clock,
      capacity: options.capacity ?? 64,
      load: (doc) => this.#load(doc),
      onUnload: (live) => {
        this.#drafts.forget(live.key);
        if (live.tailRows >= rowsWorthCompactingAtUnload) this.#compact(live);
      },
    });
  }

  /** The document in memory, read from disk when it is not; new and empty when there is none. */
  open(doc: DocKey): LiveDocument {
    const wasLoaded = this.#loaded.peek(doc) !== null;
    const live = this.#loaded.open(doc);
    if (!wasLoaded) this.#reportDamage(doc);
    return live;
  }

  /** The document if it is in memory; that it was looked at does not keep it there. */
  peek(doc: DocKey): LiveDocument | null {
    return this.#loaded.peek(doc);
  }

  follow(doc: DocKey, follower: DocumentFollower): LiveDocument {
    const live = this.open(doc);
    live.followers.add(follower);
    live.told = this.permission(doc);
    if (live.newerSchema) this.#listener.onNotice('newer-schema', doc);
    return live;
  }

  unfollow(doc: DocKey, follower: DocumentFollower): void {
    const live = this.#loaded.peek(doc);
    if (live === null) return;
    live.removeCursors(follower);
    live.followers.delete(follower);
  }

  /** Takes away the cursors that came through somebody. */
  removeCursors(doc: DocKey, from: object): void {
    this.#loaded.peek(doc)?.removeCursors(from);
  }

  /** What may be done with a document, a page of a newer app being read-only. */
  access(doc: DocKey): Access {
    const access = this.#options.access(doc);
    return access === 'write' && this.open(doc).newerSchema ? 'read' : access;
  }

  /** {@link access}, and why it is not to write. */
  permission(doc: DocKey): Permission {
    const access = this.access(doc);
    if (access === 'write') return { access, reason: null };
    const newer = this.#options.access(doc) === 'write';
    return { access, reason: newer ? 'newer-schema' : (this.#options.reason?.(doc) ?? 'role') };
  }

  /**
   * Takes an edit of this machine. `settled` is told `null` when it is on disk; `no-permission`,
   * `malformed-message`, `page-too-large`, `storage-full` and `storage-failed` mean that nothing of
   * it is kept, `resync-needed` that it waits for an edit that did not come.
   */
  write(doc: DocKey, update: Uint8Array, from: DocumentFollower | null, settled: Settled): void {
    if (this.access(doc) !== 'write') return settled(new ConfabError('no-permission'));
    const inspected = inspectUpdate(update);
    if (inspected === null)
      return settled(new ConfabError('malformed-message', 'not a Yjs update'));
    // Deleting must stay possible, or an overgrown page could never be made smaller.
    if (inspected.inserts && !this.open(doc).fits(update.length, pageLimitBytes)) {
      return settled(new ConfabError('page-too-large'));
    }
    const row = { author: this.#options.author, payload: update, acked: false };
    this.#append(doc, row, inspected, from, settled);
  }

  /** Takes what the server committed as `serverSeq`. */
  receive(doc: DocKey, update: Uint8Array, serverSeq: number, settled: Settled): void {
    const inspected = inspectUpdate(update);
    if (inspected === null)
      return settled(new ConfabError('malformed-message', 'not a Yjs update'));
    const row = { author: 'server', payload: update, acked: true, serverSeq };
    // On disk all the same when it waits for another: that comes with the next comparison.
    this.#append(doc, row, inspected, null, (error) => {
      settled(error?.code === 'resync-needed' ? null : error);
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
    for (const live of this.#loaded.all()) if (concerns(live.key)) this.#tellAccess(live);
  }

  /** Throws the document away, on disk too; followers start anew. Throws when the disk does not. */
  reset(doc: DocKey): void {
    this.#store.discard(doc);
    this.#startAnew(doc);
  }

  /**
   * Forgets the edits that no server has, and keeps what one acknowledged; followers start anew.
   * False, and nothing is forgotten, when more than `upTo` (an `appliedSeq`) has come in by now.
   * Throws when the disk does not.
   */
  dropWaiting(doc: DocKey, upTo: number): boolean {
    this.#store.flush();
    if (this.open(doc).appliedSeq > upTo) return false;
    this.#store.dropWaiting(doc);
    this.#startAnew(doc);
    return true;
  }

  /** Unloads everything nobody needs and nobody used for a while. */
  sweep(olderThanMs?: number): void {
    this.#loaded.sweep(olderThanMs);
  }

  close(): void {
    this.#drafts.close();
    this.#loaded.close();
  }

  async #editNow(doc: DocKey, change: (ydoc: Y.Doc) => void): Promise<void> {
    if (this.access(doc) !== 'write') throw new ConfabError('no-permission');
    const live = this.open(doc);
    const drawn = this.#drafts.draw(live, change);
    if (drawn === null) return;
    await new Promise<void>((resolve, reject) => {
      this.write(doc, drawn, null, (error) => {
        if (error === null) return resolve();
        this.#drafts.abandon(live);
        reject(error);
      });
    });
  }

  #append(
    doc: DocKey,
    row: NewUpdate,
    { mayBringUnknownBlocks }: InspectedUpdate,
    from: DocumentFollower | null,
    settled: Settled,
  ): void {
    const { payload: update, acked } = row;
    const seq = this.#store.append(doc, row, (error) => {
      if (error !== null) return settled(error);
      this.#arrived.add(doc, { update, seq, mayBringUnknownBlocks, from, local: !acked, settled });
    });
  }

  /** Rows of one commit are applied together. */
  #apply(doc: DocKey, rows: readonly ArrivedRow[]): void {
    const live = this.open(doc);
    const wasIncomplete = live.incomplete;
    const broken = live.apply(rows);
    if (broken.length > 0) return this.#takeBack(doc, rows, broken);
    this.#drafts.follow(doc, rows);
    // Before the update itself: an editor must not meet blocks that it would delete.
    this.#tellAccess(live);
    for (const { update, from } of rows) live.tell(update, from);
    for (const { update, settled } of rows) {
      settled(live.isWhole(update) ? null : new ConfabError('resync-needed'));
    }
    this.#compactSoon(live);
    this.#repairs.tryAgainOn(doc);
    // Edits that were parked may be sent once what they build on has come.
    if (wasIncomplete || rows.some(({ local }) => local)) this.#listener.onLocalUpdate(doc);
    this.#listener.onChanged(doc);
  }

  /** Yjs threw half-way through: the document is read again without the rows that it cannot take. */
  #takeBack(doc: DocKey, rows: readonly ArrivedRow[], broken: readonly CommittedUpdate[]): void {
    for (const { seq } of broken) this.#store.quarantine(doc, seq);
    this.#startAnew(doc);
    for (const row of rows) {
      row.settled(broken.includes(row) ? new ConfabError('malformed-message') : null);
    }
    this.#listener.onNotice('data-damaged', doc);
    this.#listener.onDamaged(doc);
  }

  #startAnew(doc: DocKey): void {
    this.#drafts.forget(doc);
    this.#loaded.drop(doc);
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
    if (damaged > 0) this.#foundDamaged.add(doc);
    return live;
  }

  /** Rows were set aside while it was read: that is said, and asked for at whoever else has them. */
  #reportDamage(doc: DocKey): void {
    if (this.#foundDamaged.delete(doc)) {
      this.#listener.onNotice('data-damaged', doc);
      this.#listener.onDamaged(doc);
    }
    this.#repairs.tryOn(doc);
  }

  #tellAccess(live: LiveDocument): void {
    if (live.followers.size === 0) return;
    const { access, reason } = this.permission(live.key);
    if (access === live.told.access && reason === live.told.reason) return;
    live.told = { access, reason };
    if (live.newerSchema) this.#listener.onNotice('newer-schema', live.key);
    for (const follower of live.followers) follower.onAccess(live.key, access, reason);
    if (access === 'write') this.#repairs.tryOn(live.key);
  }

  #compactSoon(live: LiveDocument): void {
    if (!live.compactionDue) return;
    live.folded([]);
    this.#options.clock.after(0, () => this.#compact(live));
  }

  /** Folding is only ever an optimisation: a full disk must not stop anything else. */
  #compact(live: LiveDocument): void {
    const doc = live.key;
    if (this.#loaded.peek(doc) !== live) return;
    try {
      if (this.#store.compact(doc) === 0) return;
      this.#listener.onNotice('data-damaged', doc);
      this.#writeAgain(live);
    } catch (error) {
      this.#listener.onNotice(storageError(error).code, doc);
    }
  }

  /** Rows were damaged on disk, and this process still holds what they said. */
  #writeAgain(live: LiveDocument): void {
    const doc = live.key;
    const payload = Y.encodeStateAsUpdate(live.ydoc);
    // What may not be written came from a server, which need not hear of it.
    const row = { author: this.#options.author, payload, acked: this.access(doc) !== 'write' };
    const inspected = { inserts: true, mayBringUnknownBlocks: live.newerSchema };
    this.#append(doc, row, inspected, null, (error) => {
      if (error !== null && error.code !== 'resync-needed') {
        this.#listener.onNotice(error.code, doc);
      }
    });
    // In the same commit: the one is not true without the other.
    this.#store.repaired(doc, 'all');
  }
}
