import type { DocKey, WorkspaceId } from '@confab/shared-types';
import type { Statement } from 'better-sqlite3';
import type { HubDatabase } from '../database/openDatabase.ts';
import { workspaceOf } from './docNames.ts';
import type { SnapshotRow, UpdateRow } from './DocumentRows.ts';

/** Where a row was: `waiting` is an update that the server has not got, so that only we had it. */
type Source = 'snapshot' | 'update' | 'waiting';

/**
 * Rows that cannot be trusted: kept as they are and never applied. They count until what they held
 * is back from elsewhere; from then on their source is `repaired`.
 */
export class Quarantine {
  readonly #insert: Statement;
  readonly #forget: Statement;
  readonly #repairSynced: Statement;
  readonly #repairAll: Statement;
  readonly #countOne: Statement;
  readonly #counts = new Map<DocKey, number>();

  constructor(database: HubDatabase) {
    this.#insert = database.prepare(
      `INSERT INTO quarantine (doc, source, seq, payload, crc32, found_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#forget = database.prepare('DELETE FROM quarantine WHERE doc = ?');
    const repair = "UPDATE quarantine SET source = 'repaired' WHERE doc = ?";
    this.#repairAll = database.prepare(repair);
    this.#repairSynced = database.prepare(`${repair} AND source <> 'waiting'`);
    this.#countOne = database.prepare(
      "SELECT count(*) AS count FROM quarantine WHERE doc = ? AND source <> 'repaired'",
    );
    const all = database
      .prepare(
        `SELECT doc, count(*) AS count FROM quarantine WHERE source <> 'repaired' GROUP BY doc`,
      )
      .all() as { readonly doc: DocKey; readonly count: number }[];
    for (const { doc, count } of all) this.#counts.set(doc, count);
  }

  /** Rows of a document that are set aside and not known to be back. */
  count(doc: DocKey): number {
    return this.#counts.get(doc) ?? 0;
  }

  /** Documents of a workspace with rows set aside. */
  documentsOf(workspace: WorkspaceId): DocKey[] {
    return [...this.#counts.keys()].filter((doc) => workspaceOf(doc) === workspace);
  }

  setAsideUpdate(doc: DocKey, row: UpdateRow, at: number): void {
    this.#setAside(doc, row.acked === 1 ? 'update' : 'waiting', row, at);
  }

  setAsideSnapshot(doc: DocKey, row: SnapshotRow, at: number): void {
    this.#setAside(doc, 'snapshot', row, at);
  }

  /** What they held is back: all of it, or what a server had acknowledged. */
  repaired(doc: DocKey, which: 'all' | 'synced'): void {
    (which === 'all' ? this.#repairAll : this.#repairSynced).run(doc);
  }

  /** The document was thrown away, and what was set aside of it with it. */
  forget(doc: DocKey): void {
    this.#forget.run(doc);
    this.#counts.delete(doc);
  }

  recount(doc: DocKey): void {
    const { count } = this.#countOne.get(doc) as { readonly count: number };
    if (count === 0) this.#counts.delete(doc);
    else this.#counts.set(doc, count);
  }

  #setAside(doc: DocKey, source: Source, row: SnapshotRow, at: number): void {
    this.#insert.run(doc, source, row.seq, row.payload, row.crc32, at);
  }
}
