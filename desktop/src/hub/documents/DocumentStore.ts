import { crc32 } from 'node:zlib';
import type { Statement } from 'better-sqlite3';
import type { DocKey, WorkspaceId } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import { storageError } from '../database/GroupCommit.ts';
import type { GroupCommit, Settled } from '../database/GroupCommit.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import { compactUpdates } from './compactUpdates.ts';
import { workspaceOf } from './docNames.ts';

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

/** Edits of a document that the server has not acknowledged. */
export interface Waiting {
  readonly count: number;
  /** Milliseconds since the epoch of the oldest; null when there are none. */
  readonly since: number | null;
}

export interface NewUpdate {
  readonly author: string;
  readonly payload: Uint8Array;
  /** True for what came from the server. */
  readonly acked: boolean;
  /** The server's seq of this update, when it came from there. */
  readonly serverSeq?: number;
}

interface UpdateRow {
  readonly seq: number;
  readonly payload: Buffer;
  readonly crc32: number;
  readonly acked: number;
  readonly author: string;
  readonly written_at: number;
}

interface SnapshotRow {
  readonly seq: number;
  readonly payload: Buffer;
  readonly crc32: number;
}

export interface DocumentStoreOptions {
  readonly database: HubDatabase;
  readonly commits: GroupCommit;
  readonly clock: Clock;
}

const nothingWaits: Waiting = { count: 0, since: null };

/**
 * The append-only log of every document. Rows carry a checksum; one that does not hold is moved to
 * quarantine and never applied. What the server has not acknowledged stays apart from snapshots, so
 * that it can be sent again after any crash.
 */
export class DocumentStore {
  readonly #database: HubDatabase;
  readonly #commits: GroupCommit;
  readonly #clock: Clock;
  readonly #nextSeq = new Map<DocKey, number>();
  readonly #waiting = new Map<DocKey, Waiting>();
  readonly #known = new Set<DocKey>();
  readonly #sql: ReturnType<typeof prepareStatements>;

  constructor({ database, commits, clock }: DocumentStoreOptions) {
    this.#database = database;
    this.#commits = commits;
    this.#clock = clock;
    this.#sql = prepareStatements(database);
    for (const row of this.#sql.allWaiting.all() as WaitingRow[]) {
      this.#waiting.set(row.doc, { count: row.count, since: row.since });
    }
  }

  /** Reads a document; rows whose checksum fails are set aside and counted in `damaged`. */
  load(doc: DocKey): StoredDocument {
    const snapshot = this.#sql.snapshot.get(doc) as SnapshotRow | undefined;
    const rows = this.#sql.updates.all(doc) as UpdateRow[];
    const soundSnapshot = snapshot !== undefined && isSound(snapshot);
    const sound = rows.filter(isSound);
    const damaged = rows.length - sound.length + (snapshot === undefined || soundSnapshot ? 0 : 1);
    if (damaged > 0) {
      const bad = rows.filter((row) => !isSound(row));
      this.#setAside(doc, soundSnapshot ? undefined : snapshot, bad);
    }
    return {
      snapshot: soundSnapshot ? snapshot.payload : null,
      updates: sound.map(({ seq, payload, acked }) => ({ seq, payload, acked: acked === 1 })),
      lastSeq: Math.max(snapshot?.seq ?? 0, rows.at(-1)?.seq ?? 0),
      damaged,
    };
  }

  /** Sets one row aside that has a sound checksum and still cannot be applied. */
  quarantine(doc: DocKey, seq: number | 'snapshot'): void {
    if (seq === 'snapshot') {
      this.#setAside(doc, this.#sql.snapshot.get(doc) as SnapshotRow | undefined, []);
      return;
    }
    const row = this.#sql.update.get(doc, seq) as UpdateRow | undefined;
    this.#setAside(doc, undefined, row === undefined ? [] : [row]);
  }

  /** Writes with the next group commit; `settled` is told after it. Answers the row's seq. */
  append(doc: DocKey, update: NewUpdate, settled: Settled): number {
    const seq = this.#takeSeq(doc);
    const now = this.#clock.now();
    const checksum = crc32(update.payload);
    this.#commits.add(
      () => {
        this.#register(doc);
        const acked = update.acked ? 1 : 0;
        this.#sql.insert.run(doc, seq, update.author, update.payload, checksum, acked, now);
        if (update.serverSeq !== undefined) this.#sql.serverSeq.run(update.serverSeq, doc);
      },
      (error) => {
        if (error === null) {
          this.#known.add(doc);
          if (!update.acked) this.#addWaiting(doc, now);
        }
        settled(error);
      },
    );
    return seq;
  }

  /** Remembers that the server has committed every row up to `batch`, as its `serverSeq`. */
  acknowledge(doc: DocKey, batch: number, serverSeq: number, settled: Settled): void {
    this.#commits.add(
      () => {
        this.#sql.acknowledge.run(doc, batch);
        this.#sql.serverSeq.run(serverSeq, doc);
      },
      (error) => {
        if (error === null) this.#recount(doc);
        settled(error);
      },
    );
  }

  /** Remembers how far the server is, when it says so without sending anything. */
  setServerSeq(doc: DocKey, serverSeq: number): void {
    this.#commits.add(
      () => {
        this.#register(doc);
        this.#sql.resetServerSeq.run(serverSeq, doc);
      },
      () => this.#known.add(doc),
    );
  }

  /** Highest seq the server told of this document; 0 when it never did. */
  serverSeq(doc: DocKey): number {
    const row = this.#sql.document.get(doc) as { server_seq: number } | undefined;
    return row?.server_seq ?? 0;
  }

  /** Payloads of unacknowledged rows up to `batch`, in order. */
  unacknowledged(doc: DocKey, batch: number): Uint8Array[] {
    const rows = this.#sql.unacknowledged.all(doc, batch) as Pick<UpdateRow, 'payload'>[];
    return rows.map(({ payload }) => payload);
  }

  waiting(doc: DocKey): Waiting {
    return this.#waiting.get(doc) ?? nothingWaits;
  }

  waitingOf(workspace: WorkspaceId): Waiting {
    let count = 0;
    let since: number | null = null;
    for (const [doc, waiting] of this.#waiting) {
      if (workspaceOf(doc) !== workspace || waiting.since === null) continue;
      count += waiting.count;
      since = since === null ? waiting.since : Math.min(since, waiting.since);
    }
    return { count, since };
  }

  /** Every document of a workspace that has anything on disk. */
  list(workspace: WorkspaceId): DocKey[] {
    return (this.#sql.list.all(workspace) as { doc: DocKey }[]).map(({ doc }) => doc);
  }

  rowCount(doc: DocKey): number {
    return (this.#sql.count.get(doc) as { count: number }).count;
  }

  /**
   * Replaces the log by a snapshot of what is acknowledged and one row of what is not. Does nothing
   * while the acknowledged part is not whole by itself.
   */
  compact(doc: DocKey): void {
    const stored = this.load(doc);
    if (stored.updates.length < 2) return;
    const compacted = compactUpdates(stored);
    if (compacted === null) return;
    const last = stored.updates.at(-1)?.seq ?? 0;
    const since = this.waiting(doc).since ?? this.#clock.now();
    const author = this.#lastAuthor(doc);
    this.#database.transaction(() => {
      this.#sql.deleteUpdates.run(doc, last);
      if (compacted.snapshot !== null) {
        this.#sql.putSnapshot.run(doc, last, compacted.snapshot, crc32(compacted.snapshot));
      }
      if (compacted.waiting !== null) {
        const { waiting } = compacted;
        this.#sql.insert.run(doc, last, author, waiting, crc32(waiting), 0, since);
      }
    })();
    this.#recount(doc);
  }

  /** Forgets the document, so that it is fetched again from the server. */
  discard(doc: DocKey): void {
    this.#commits.commit();
    try {
      this.#database.transaction(() => {
        this.#sql.deleteUpdates.run(doc, Number.MAX_SAFE_INTEGER);
        this.#sql.deleteSnapshot.run(doc);
        this.#sql.deleteDocument.run(doc);
      })();
    } catch (error) {
      throw storageError(error);
    }
    this.#known.delete(doc);
    this.#waiting.delete(doc);
  }

  #lastAuthor(doc: DocKey): string {
    const row = this.#sql.lastAuthor.get(doc) as { author: string } | undefined;
    return row?.author ?? '';
  }

  #setAside(doc: DocKey, snapshot: SnapshotRow | undefined, rows: readonly UpdateRow[]): void {
    const now = this.#clock.now();
    this.#database.transaction(() => {
      for (const { seq, payload, crc32: sum } of rows) {
        this.#sql.setAside.run(doc, 'update', seq, payload, sum, now);
        this.#sql.deleteUpdate.run(doc, seq);
      }
      if (snapshot !== undefined) {
        const { seq, payload, crc32: sum } = snapshot;
        this.#sql.setAside.run(doc, 'snapshot', seq, payload, sum, now);
        this.#sql.deleteSnapshot.run(doc);
      }
      // What the server knows must be compared from scratch: part of it is gone here.
      this.#sql.resetServerSeq.run(0, doc);
    })();
    this.#recount(doc);
  }

  #register(doc: DocKey): void {
    if (!this.#known.has(doc)) this.#sql.register.run(doc, workspaceOf(doc));
  }

  #takeSeq(doc: DocKey): number {
    const next = this.#nextSeq.get(doc) ?? (this.#sql.lastSeq.get(doc, doc) as LastSeq).seq + 1;
    this.#nextSeq.set(doc, next + 1);
    return next;
  }

  #addWaiting(doc: DocKey, at: number): void {
    const { count, since } = this.waiting(doc);
    this.#waiting.set(doc, { count: count + 1, since: since ?? at });
  }

  #recount(doc: DocKey): void {
    const row = this.#sql.waiting.get(doc) as Waiting;
    if (row.count === 0) this.#waiting.delete(doc);
    else this.#waiting.set(doc, { count: row.count, since: row.since });
  }
}

interface WaitingRow {
  readonly doc: DocKey;
  readonly count: number;
  readonly since: number;
}

interface LastSeq {
  readonly seq: number;
}

function isSound(row: { readonly payload: Buffer; readonly crc32: number }): boolean {
  return Buffer.isBuffer(row.payload) && crc32(row.payload) === row.crc32;
}

function prepareStatements(database: HubDatabase) {
  const sql = (source: string): Statement => database.prepare(source);
  return {
    register: sql('INSERT INTO documents (doc, workspace) VALUES (?, ?) ON CONFLICT DO NOTHING'),
    document: sql('SELECT server_seq FROM documents WHERE doc = ?'),
    list: sql('SELECT doc FROM documents WHERE workspace = ? ORDER BY doc'),
    serverSeq: sql('UPDATE documents SET server_seq = max(server_seq, ?) WHERE doc = ?'),
    resetServerSeq: sql('UPDATE documents SET server_seq = ? WHERE doc = ?'),
    deleteDocument: sql('DELETE FROM documents WHERE doc = ?'),
    insert: sql(
      `INSERT INTO updates (doc, seq, author, payload, crc32, acked, written_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    updates: sql('SELECT * FROM updates WHERE doc = ? ORDER BY seq'),
    update: sql('SELECT * FROM updates WHERE doc = ? AND seq = ?'),
    count: sql('SELECT count(*) AS count FROM updates WHERE doc = ?'),
    lastAuthor: sql('SELECT author FROM updates WHERE doc = ? AND acked = 0 ORDER BY seq DESC'),
    lastSeq: sql(
      `SELECT max(coalesce((SELECT max(seq) FROM updates WHERE doc = ?), 0),
                  coalesce((SELECT seq FROM snapshots WHERE doc = ?), 0)) AS seq`,
    ),
    unacknowledged: sql(
      'SELECT payload FROM updates WHERE doc = ? AND seq <= ? AND acked = 0 ORDER BY seq',
    ),
    acknowledge: sql('UPDATE updates SET acked = 1 WHERE doc = ? AND seq <= ? AND acked = 0'),
    waiting: sql(
      'SELECT count(*) AS count, min(written_at) AS since FROM updates WHERE doc = ? AND acked = 0',
    ),
    allWaiting: sql(
      `SELECT doc, count(*) AS count, min(written_at) AS since
       FROM updates WHERE acked = 0 GROUP BY doc`,
    ),
    snapshot: sql('SELECT seq, payload, crc32 FROM snapshots WHERE doc = ?'),
    putSnapshot: sql(
      `INSERT INTO snapshots (doc, seq, payload, crc32) VALUES (?, ?, ?, ?)
       ON CONFLICT (doc) DO UPDATE SET seq = excluded.seq, payload = excluded.payload,
         crc32 = excluded.crc32`,
    ),
    deleteUpdate: sql('DELETE FROM updates WHERE doc = ? AND seq = ?'),
    deleteUpdates: sql('DELETE FROM updates WHERE doc = ? AND seq <= ?'),
    deleteSnapshot: sql('DELETE FROM snapshots WHERE doc = ?'),
    setAside: sql(
      `INSERT INTO quarantine (doc, source, seq, payload, crc32, found_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
    ),
  };
}
