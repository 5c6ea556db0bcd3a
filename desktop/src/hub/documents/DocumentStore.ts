import { crc32 } from 'node:zlib';
import type { DocKey, WorkspaceId } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import { storageError } from '../database/GroupCommit.ts';
import type { GroupCommit, Settled } from '../database/GroupCommit.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import { compactUpdates } from './compactUpdates.ts';
import { DocumentRows, isSound } from './DocumentRows.ts';
import type { AcknowledgedRows, SnapshotRow, UpdateRow, WaitingRow } from './DocumentRows.ts';
import { Quarantine } from './Quarantine.ts';
import { WaitingEdits } from './WaitingEdits.ts';
import type { Waiting } from './WaitingEdits.ts';

export interface StoredUpdate {
  readonly seq: number;
  readonly payload: Uint8Array;
  readonly acked: boolean;
}

export interface StoredDocument {
  readonly snapshot: Uint8Array | null;
  readonly updates: readonly StoredUpdate[];
  /** Seq of the last row, folded ones included; 0 when there never was any. */
  readonly lastSeq: number;
  /** Rows set aside just now because their checksum did not hold. */
  readonly damaged: number;
}

export interface NewUpdate {
  readonly author: string;
  readonly payload: Uint8Array;
  /** True for what came from the server. */
  readonly acked: boolean;
  /** The server's seq of this update, when it came from there. */
  readonly serverSeq?: number;
}

export interface DocumentStoreOptions {
  readonly database: HubDatabase;
  readonly commits: GroupCommit;
  readonly clock: Clock;
}

/**
 * The append-only log of every document. Rows carry a checksum; one that does not hold is moved to
 * quarantine and never applied. What the server has not acknowledged stays apart from snapshots, so
 * that it can be sent again after any crash.
 */
export class DocumentStore {
  readonly #database: HubDatabase;
  readonly #commits: GroupCommit;
  readonly #clock: Clock;
  readonly #rows: DocumentRows;
  readonly #waiting: WaitingEdits;
  readonly #quarantine: Quarantine;
  readonly #nextSeq = new Map<DocKey, number>();

  constructor({ database, commits, clock }: DocumentStoreOptions) {
    this.#database = database;
    this.#commits = commits;
    this.#clock = clock;
    this.#rows = new DocumentRows(database);
    this.#waiting = new WaitingEdits(database);
    this.#quarantine = new Quarantine(database);
  }

  /** Reads a document; rows whose checksum fails are set aside and counted in `damaged`. */
  load(doc: DocKey): StoredDocument {
    const snapshot = this.#rows.snapshot(doc);
    const rows = this.#rows.updates(doc);
    const sound = rows.filter(isSound);
    const snapshotIsSound = snapshot === undefined || isSound(snapshot);
    const damaged = rows.length - sound.length + (snapshotIsSound ? 0 : 1);
    if (damaged > 0) {
      const bad = rows.filter((row) => !isSound(row));
      this.#setAside(doc, snapshotIsSound ? undefined : snapshot, bad);
    }
    return {
      snapshot: snapshotIsSound ? (snapshot?.payload ?? null) : null,
      updates: sound.map(({ seq, payload, acked }) => ({ seq, payload, acked: acked === 1 })),
      lastSeq: Math.max(snapshot?.seq ?? 0, rows.at(-1)?.seq ?? 0),
      damaged,
    };
  }

  /** Sets one row aside that has a sound checksum and still cannot be applied. */
  quarantine(doc: DocKey, seq: number | 'snapshot'): void {
    if (seq === 'snapshot') return this.#setAside(doc, this.#rows.snapshot(doc), []);
    const row = this.#rows.update(doc, seq);
    this.#setAside(doc, undefined, row === undefined ? [] : [row]);
  }

  /** Rows of a document that are set aside and not known to be back. */
  quarantined(doc: DocKey): number {
    return this.#quarantine.count(doc);
  }

  /** Documents of a workspace with rows that are set aside. */
  quarantinedOf(workspace: WorkspaceId): DocKey[] {
    return this.#quarantine.documentsOf(workspace);
  }

  /** Writes with the next group commit; `settled` is told after it. Answers the row's seq. */
  append(doc: DocKey, update: NewUpdate, settled: Settled): number {
    const { author, payload, acked, serverSeq } = update;
    const seq = this.#takeSeq(doc);
    const writtenAt = this.#clock.now();
    const row = { seq, author, payload, crc32: crc32(payload), acked, writtenAt };
    this.#commits.add(
      () => {
        this.#rows.register(doc);
        this.#rows.insert(doc, row);
        if (serverSeq !== undefined) this.#rows.raiseServerSeq(doc, serverSeq);
      },
      (error) => {
        if (error === null) {
          this.#rows.committed(doc);
          if (!acked) this.#waiting.added(doc, writtenAt);
        }
        settled(error);
      },
    );
    return seq;
  }

  /** Commits what is pending now. */
  flush(): void {
    this.#commits.commit();
  }

  /** Runs once, after everybody in the group that is being told has been told. */
  afterGroup(run: () => void): void {
    this.#commits.afterGroup(run);
  }

  /** Remembers that the server has committed these rows, as its `serverSeq`. */
  acknowledge(doc: DocKey, rows: AcknowledgedRows, serverSeq: number, settled: Settled): void {
    this.#commits.add(
      () => {
        this.#rows.acknowledge(doc, rows);
        this.#rows.raiseServerSeq(doc, serverSeq);
      },
      (error) => {
        if (error === null) this.#waiting.recount(doc);
        settled(error);
      },
    );
  }

  /** Remembers how far the server is, when it says so without sending anything. */
  setServerSeq(doc: DocKey, serverSeq: number): void {
    this.#commits.add(
      () => {
        this.#rows.register(doc);
        this.#rows.setServerSeq(doc, serverSeq);
      },
      (error) => {
        if (error === null) this.#rows.committed(doc);
      },
    );
  }

  /** Highest seq the server told of this document; 0 when it never did. */
  serverSeq(doc: DocKey): number {
    return this.#rows.serverSeq(doc);
  }

  /**
   * What was set aside is back: `synced` after a comparison with the server, which has everything
   * that it acknowledged; `all` when a backup or this process had the rest.
   */
  repaired(doc: DocKey, which: 'all' | 'synced'): void {
    if (this.#quarantine.count(doc) === 0) return;
    this.#commits.add(
      () => this.#quarantine.repaired(doc, which),
      (error) => {
        if (error === null) this.#quarantine.recount(doc);
      },
    );
  }

  /** Unacknowledged rows up to `upTo`, in order. */
  unacknowledged(doc: DocKey, upTo: number): readonly WaitingRow[] {
    return this.#rows.unacknowledged(doc, upTo);
  }

  waiting(doc: DocKey): Waiting {
    return this.#waiting.of(doc);
  }

  waitingOf(workspace: WorkspaceId): Waiting {
    return this.#waiting.ofWorkspace(workspace);
  }

  /** Documents of a workspace with edits that wait. */
  waitingDocuments(workspace: WorkspaceId): DocKey[] {
    return this.#waiting.documentsOf(workspace);
  }

  /** Whether a document was ever written or received here. */
  holds(doc: DocKey): boolean {
    return this.#rows.holds(doc);
  }

  /** Forgets how far a server was with a workspace: it does not have its documents any more. */
  forgetServer(workspace: WorkspaceId): void {
    this.#change(() => this.#rows.forgetServer(workspace));
  }

  /** Every document of a workspace that has anything on disk. */
  list(workspace: WorkspaceId): DocKey[] {
    return this.#rows.list(workspace);
  }

  rowCount(doc: DocKey): number {
    return this.#rows.count(doc);
  }

  /**
   * Replaces the log by a snapshot of what is acknowledged and one row of what is not. Does nothing
   * while the acknowledged part is not whole by itself. Answers how many rows were found damaged and
   * set aside; nothing is folded then.
   */
  compact(doc: DocKey): number {
    const stored = this.load(doc);
    if (stored.damaged > 0) return stored.damaged;
    if (stored.updates.length < 2) return 0;
    const compacted = compactUpdates(stored);
    if (compacted === null) return 0;
    const last = stored.updates.at(-1)?.seq ?? 0;
    const writtenAt = this.waiting(doc).since ?? this.#clock.now();
    const author = this.#rows.lastAuthor(doc);
    this.#database.transaction(() => {
      this.#rows.deleteUpdatesUpTo(doc, last);
      if (compacted.snapshot !== null) this.#rows.putSnapshot(doc, last, compacted.snapshot);
      if (compacted.waiting === null) return;
      const payload = compacted.waiting;
      const row = { seq: last, author, payload, crc32: crc32(payload), acked: false, writtenAt };
      this.#rows.insert(doc, row);
    })();
    this.#waiting.recount(doc);
    return 0;
  }

  /** Forgets the document, so that it is fetched again from the server. */
  discard(doc: DocKey): void {
    this.#change(() => this.#forget(doc));
    this.#waiting.forget(doc);
    this.#quarantine.recount(doc);
  }

  /** Forgets the edits that the server has not got; where it has none, the whole document. */
  dropWaiting(doc: DocKey): void {
    this.#change(() => {
      this.#rows.deleteWaiting(doc);
      // Nor is what was set aside of them to be repaired any more.
      this.#quarantine.forget(doc);
      if (this.#rows.lastSeq(doc) === 0) this.#rows.deleteAll(doc);
    });
    this.#quarantine.recount(doc);
    this.#waiting.forget(doc);
  }

  /** Changes rows at once, after what is pending. Throws `storage-full` or `storage-failed`. */
  #change(change: () => void): void {
    this.#commits.commit();
    try {
      this.#database.transaction(change)();
    } catch (error) {
      throw storageError(error);
    }
  }

  #forget(doc: DocKey): void {
    this.#rows.deleteAll(doc);
    this.#quarantine.forget(doc);
  }

  #setAside(doc: DocKey, snapshot: SnapshotRow | undefined, rows: readonly UpdateRow[]): void {
    const now = this.#clock.now();
    this.#database.transaction(() => {
      for (const row of rows) {
        this.#quarantine.setAsideUpdate(doc, row, now);
        this.#rows.deleteUpdate(doc, row.seq);
      }
      if (snapshot !== undefined) {
        this.#quarantine.setAsideSnapshot(doc, snapshot, now);
        this.#rows.deleteSnapshot(doc);
      }
      // What the server knows must be compared from scratch: part of it is gone here.
      this.#rows.setServerSeq(doc, 0);
    })();
    this.#quarantine.recount(doc);
    this.#waiting.recount(doc);
  }

  #takeSeq(doc: DocKey): number {
    const next = this.#nextSeq.get(doc) ?? this.#rows.lastSeq(doc) + 1;
    this.#nextSeq.set(doc, next + 1);
    return next;
  }
}
