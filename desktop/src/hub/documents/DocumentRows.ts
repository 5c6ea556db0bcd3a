import { crc32 } from 'node:zlib';
import type { Statement } from 'better-sqlite3';
import type { DocKey, WorkspaceId } from '@confab/shared-types';
import type { HubDatabase } from '../database/openDatabase.ts';
import { workspaceOf } from './docNames.ts';

/** One update of a document's log, as it is on disk. */
export interface UpdateRow {
  readonly seq: number;
  readonly payload: Buffer;
  readonly crc32: number;
  readonly acked: number;
}

export interface SnapshotRow {
  readonly seq: number;
  readonly payload: Buffer;
  readonly crc32: number;
}

export interface NewUpdateRow {
  readonly seq: number;
  readonly author: string;
  readonly payload: Uint8Array;
  readonly crc32: number;
  readonly acked: boolean;
  readonly writtenAt: number;
}

/** An update that the server has not got. */
export interface WaitingRow {
  readonly seq: number;
  readonly payload: Uint8Array;
}

/** Every row up to `upTo`, but those in `except`. */
export interface AcknowledgedRows {
  readonly upTo: number;
  readonly except?: ReadonlySet<number>;
}

/** Whether a row is what was once written. */
export function isSound(row: { readonly payload: Buffer; readonly crc32: number }): boolean {
  return Buffer.isBuffer(row.payload) && crc32(row.payload) === row.crc32;
}

/** The tables of the log, statement by statement; transactions are the caller's. */
export class DocumentRows {
  readonly #sql: ReturnType<typeof prepareStatements>;
  /** Documents that surely have a row in `documents`. */
  readonly #registered = new Set<DocKey>();

  constructor(database: HubDatabase) {
    this.#sql = prepareStatements(database);
  }

  /** `committed` is to be called once the transaction is on disk: the next one need not ask again. */
  register(doc: DocKey): void {
    if (!this.#registered.has(doc)) this.#sql.register.run(doc, workspaceOf(doc));
  }

  committed(doc: DocKey): void {
    this.#registered.add(doc);
  }

  insert(doc: DocKey, row: NewUpdateRow): void {
    const { seq, author, payload, crc32: checksum, acked, writtenAt } = row;
    this.#sql.insert.run(doc, seq, author, payload, checksum, acked ? 1 : 0, writtenAt);
  }

  updates(doc: DocKey): UpdateRow[] {
    return this.#sql.updates.all(doc) as UpdateRow[];
  }

  update(doc: DocKey, seq: number): UpdateRow | undefined {
    return this.#sql.update.get(doc, seq) as UpdateRow | undefined;
  }

  snapshot(doc: DocKey): SnapshotRow | undefined {
    return this.#sql.snapshot.get(doc) as SnapshotRow | undefined;
  }

  /** Highest seq that was ever given here; 0 when there never was any. */
  lastSeq(doc: DocKey): number {
    return (this.#sql.lastSeq.get({ doc }) as { seq: number }).seq;
  }

  count(doc: DocKey): number {
    return (this.#sql.count.get(doc) as { count: number }).count;
  }

  /** Whether anything of a document was ever committed. */
  holds(doc: DocKey): boolean {
    return this.#registered.has(doc) || this.#sql.serverSeq.get(doc) !== undefined;
  }

  forgetServer(workspace: WorkspaceId): void {
    this.#sql.forgetServer.run(workspace);
  }

  list(workspace: WorkspaceId): DocKey[] {
    return (this.#sql.list.all(workspace) as { doc: DocKey }[]).map(({ doc }) => doc);
  }

  /** Unacknowledged rows up to `upTo`, in order. */
  unacknowledged(doc: DocKey, upTo: number): WaitingRow[] {
    return this.#sql.unacknowledged.all(doc, upTo) as WaitingRow[];
  }

  acknowledge(doc: DocKey, { upTo, except = new Set() }: AcknowledgedRows): void {
    if (except.size === 0) {
      this.#sql.acknowledge.run(doc, upTo);
      return;
    }
    for (const { seq } of this.unacknowledged(doc, upTo)) {
      if (!except.has(seq)) this.#sql.acknowledgeOne.run(doc, seq);
    }
  }

  serverSeq(doc: DocKey): number {
    const row = this.#sql.serverSeq.get(doc) as { server_seq: number } | undefined;
    return row?.server_seq ?? 0;
  }

  raiseServerSeq(doc: DocKey, seq: number): void {
    this.#sql.raiseServerSeq.run(seq, doc);
  }

  setServerSeq(doc: DocKey, seq: number): void {
    this.#sql.setServerSeq.run(seq, doc);
  }

  putSnapshot(doc: DocKey, seq: number, payload: Uint8Array): void {
    this.#sql.putSnapshot.run(doc, seq, payload, crc32(payload));
  }

  deleteUpdate(doc: DocKey, seq: number): void {
    this.#sql.deleteUpdate.run(doc, seq);
  }

  deleteUpdatesUpTo(doc: DocKey, seq: number): void {
    this.#sql.deleteUpdates.run(doc, seq);
  }

  deleteWaiting(doc: DocKey): void {
    this.#sql.deleteWaiting.run(doc);
  }

  deleteSnapshot(doc: DocKey): void {
    this.#sql.deleteSnapshot.run(doc);
  }

  /** Forgets a document whole. */
  deleteAll(doc: DocKey): void {
    this.#registered.delete(doc);
    this.#sql.deleteUpdates.run(doc, Number.MAX_SAFE_INTEGER);
    this.#sql.deleteSnapshot.run(doc);
    this.#sql.deleteDocument.run(doc);
  }

  /** Who wrote the last row that waits; empty when none does. */
  lastAuthor(doc: DocKey): string {
    const row = this.#sql.lastAuthor.get(doc) as { author: string } | undefined;
    return row?.author ?? '';
  }
}

function prepareStatements(database: HubDatabase) {
  const sql = (source: string): Statement => database.prepare(source);
  return {
    register: sql('INSERT INTO documents (doc, workspace) VALUES (?, ?) ON CONFLICT DO NOTHING'),
    list: sql('SELECT doc FROM documents WHERE workspace = ? ORDER BY doc'),
    serverSeq: sql('SELECT server_seq FROM documents WHERE doc = ?'),
    raiseServerSeq: sql('UPDATE documents SET server_seq = max(server_seq, ?) WHERE doc = ?'),
    setServerSeq: sql('UPDATE documents SET server_seq = ? WHERE doc = ?'),
    forgetServer: sql('UPDATE documents SET server_seq = 0 WHERE workspace = ?'),
    deleteDocument: sql('DELETE FROM documents WHERE doc = ?'),
    insert: sql(
      `INSERT INTO updates (doc, seq, author, payload, crc32, acked, written_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    updates: sql('SELECT seq, payload, crc32, acked FROM updates WHERE doc = ? ORDER BY seq'),
    update: sql('SELECT seq, payload, crc32, acked FROM updates WHERE doc = ? AND seq = ?'),
    count: sql('SELECT count(*) AS count FROM updates WHERE doc = ?'),
    lastAuthor: sql('SELECT author FROM updates WHERE doc = ? AND acked = 0 ORDER BY seq DESC'),
    lastSeq: sql(
      `SELECT max(coalesce((SELECT max(seq) FROM updates WHERE doc = @doc), 0),
                  coalesce((SELECT seq FROM snapshots WHERE doc = @doc), 0),
                  coalesce((SELECT max(seq) FROM quarantine WHERE doc = @doc), 0)) AS seq`,
    ),
    unacknowledged: sql(
      'SELECT seq, payload FROM updates WHERE doc = ? AND seq <= ? AND acked = 0 ORDER BY seq',
    ),
    acknowledge: sql('UPDATE updates SET acked = 1 WHERE doc = ? AND seq <= ? AND acked = 0'),
    acknowledgeOne: sql('UPDATE updates SET acked = 1 WHERE doc = ? AND seq = ?'),
    snapshot: sql('SELECT seq, payload, crc32 FROM snapshots WHERE doc = ?'),
    putSnapshot: sql(
      `INSERT INTO snapshots (doc, seq, payload, crc32) VALUES (?, ?, ?, ?)
       ON CONFLICT (doc) DO UPDATE SET seq = excluded.seq, payload = excluded.payload,
         crc32 = excluded.crc32`,
    ),
    deleteUpdate: sql('DELETE FROM updates WHERE doc = ? AND seq = ?'),
    deleteUpdates: sql('DELETE FROM updates WHERE doc = ? AND seq <= ?'),
    deleteWaiting: sql('DELETE FROM updates WHERE doc = ? AND acked = 0'),
    deleteSnapshot: sql('DELETE FROM snapshots WHERE doc = ?'),
  };
}
