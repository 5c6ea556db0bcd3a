import { crc32 } from 'node:zlib';
import type { Database, Statement } from 'better-sqlite3';
import type { DocKey, DocName } from '@confab/shared-types';
import type { DocumentStorage, LoadedDocument, NewUpdate } from '../Storage.ts';
import { settle } from './settle.ts';
import { splitDocKey } from './splitDocKey.ts';

interface Row {
  readonly seq: number;
  readonly payload: Uint8Array;
  readonly crc32: number;
}

interface DocumentRow {
  readonly id: number;
  readonly seq: number;
  readonly deletedAt: number | null;
}

/** The log of every document: updates after at most one snapshot, each row with its checksum. */
export class SqliteDocuments implements DocumentStorage {
  readonly #database: Database;
  readonly #advance: Statement<[string, string], { id: number; seq: number }>;
  readonly #insert: Statement<[number, number, string, Uint8Array, number, number]>;
  readonly #find: Statement<[string, string], DocumentRow>;
  readonly #snapshot: Statement<[number], Row>;
  readonly #updates: Statement<[number], Row>;
  readonly #putSnapshot: Statement<[number, number, Uint8Array, number]>;
  readonly #dropUpdates: Statement<[number, number]>;
  readonly #countEdits: Statement<[number, number]>;

  constructor(database: Database) {
    this.#database = database;
    this.#advance = database.prepare(
      `INSERT INTO documents (workspace, name, seq) VALUES (?, ?, 1)
       ON CONFLICT (workspace, name) DO UPDATE SET seq = seq + 1 WHERE deleted_at IS NULL
       RETURNING id, seq`,
    );
    this.#insert = database.prepare(
      'INSERT INTO updates (document, seq, author, payload, crc32, at) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#find = database.prepare(
      `SELECT id, seq, deleted_at AS deletedAt FROM documents WHERE workspace = ? AND name = ?`,
    );
    this.#snapshot = database.prepare(
      'SELECT seq, payload, crc32 FROM snapshots WHERE document = ?',
    );
    this.#updates = database.prepare(
      'SELECT seq, payload, crc32 FROM updates WHERE document = ? ORDER BY seq',
    );
    this.#putSnapshot = database.prepare(
      `INSERT INTO snapshots (document, seq, payload, crc32) VALUES (?, ?, ?, ?)
       ON CONFLICT (document) DO UPDATE
       SET seq = excluded.seq, payload = excluded.payload, crc32 = excluded.crc32
       WHERE excluded.seq >= seq`,
    );
    this.#dropUpdates = database.prepare('DELETE FROM updates WHERE document = ? AND seq <= ?');
    this.#countEdits = database.prepare(
      `INSERT INTO unversioned_edits (document, author, edits, first_at, last_at)
       SELECT u.document, u.author, count(*), min(u.at), max(u.at)
       FROM updates AS u JOIN documents AS d ON d.id = u.document
       WHERE u.document = ? AND u.seq <= ? AND u.seq > d.versioned_seq GROUP BY u.author
       ON CONFLICT (document, author) DO UPDATE
       SET edits = edits + excluded.edits, last_at = max(last_at, excluded.last_at)`,
    );
  }

  list(workspace: string): Promise<readonly { name: DocName; seq: number }[]> {
    return settle(() =>
      this.#database
        .prepare<[string], { name: DocName; seq: number }>(
          `SELECT name, seq FROM documents WHERE workspace = ? AND deleted_at IS NULL
           ORDER BY id`,
        )
        .all(workspace),
    );
  }

  load(doc: DocKey): Promise<LoadedDocument> {
    return settle(() => {
      const found = this.#find.get(...splitDocKey(doc));
      const empty = { seq: 0, snapshot: null, updates: [], quarantined: 0 };
      if (found === undefined) return empty;
      if (found.deletedAt !== null) return { ...empty, deleted: true };
      const snapshot = this.#snapshot.get(found.id);
      const updates = this.#updates.all(found.id);
      const damaged = updates.filter((row) => !isSound(row));
      const snapshotDamaged = snapshot !== undefined && !isSound(snapshot);
      if (damaged.length > 0 || snapshotDamaged) {
        this.#database.transaction(() => {
          if (snapshotDamaged) this.#setAside(found.id, 'snapshot', snapshot.seq);
          for (const row of damaged) this.#setAside(found.id, 'update', row.seq);
        })();
      }
      return {
        seq: found.seq,
        snapshot: snapshot === undefined || snapshotDamaged ? null : snapshot.payload,
        updates: updates.filter(isSound).map((row) => row.payload),
        quarantined: damaged.length + (snapshotDamaged ? 1 : 0),
      };
    });
  }

  append(updates: readonly NewUpdate[]): Promise<readonly (number | null)[]> {
    return settle(() => {
      return this.#database.transaction(() =>
        updates.map(({ doc, author, payload, at }) => {
          const document = this.#advance.get(...splitDocKey(doc));
          if (document === undefined) return null;
          this.#insert.run(document.id, document.seq, author, payload, crc32(payload), at);
          return document.seq;
        }),
      )();
    });
  }

  compact(doc: DocKey, seq: number, snapshot: Uint8Array): Promise<void> {
    return settle(() => {
      const found = this.#find.get(...splitDocKey(doc));
      if (found === undefined || found.deletedAt !== null) return;
      this.#database.transaction(() => {
        // Who wrote what no version holds yet is still known when the rows are gone.
        this.#countEdits.run(found.id, seq);
        this.#putSnapshot.run(found.id, seq, snapshot, crc32(snapshot));
        this.#dropUpdates.run(found.id, seq);
      })();
    });
  }

  #setAside(document: number, kind: 'snapshot' | 'update', seq: number): void {
    const table = kind === 'snapshot' ? 'snapshots' : 'updates';
    this.#database
      .prepare(
        `INSERT INTO quarantine (document, kind, seq, payload, crc32, found_at)
         SELECT document, ?, seq, payload, crc32, ? FROM ${table} WHERE document = ? AND seq = ?`,
      )
      .run(kind, Date.now(), document, seq);
    this.#database
      .prepare(`DELETE FROM ${table} WHERE document = ? AND seq = ?`)
      .run(document, seq);
  }
}

function isSound(row: Row): boolean {
  return crc32(row.payload) === row.crc32;
}
