import { crc32 } from 'node:zlib';
import type { Database, Statement } from 'better-sqlite3';
import type { DocKey, DocName } from '@confab/shared-types';
import type { DocumentStorage, LoadedDocument, NewUpdate } from '../Storage.ts';
import { settle } from './settle.ts';

interface Row {
  readonly seq: number;
  readonly payload: Uint8Array;
  readonly crc32: number;
}

/** The log of every document: updates after at most one snapshot, each row with its checksum. */
export class SqliteDocuments implements DocumentStorage {
  readonly #database: Database;
  readonly #advance: Statement<[string, string], { id: number; seq: number }>;
  readonly #insert: Statement<[number, number, string, Uint8Array, number]>;
  readonly #find: Statement<[string, string], { id: number; seq: number }>;

  constructor(database: Database) {
    this.#database = database;
    this.#advance = database.prepare(
      `INSERT INTO documents (workspace, name, seq) VALUES (?, ?, 1)
       ON CONFLICT (workspace, name) DO UPDATE SET seq = seq + 1 RETURNING id, seq`,
    );
    this.#insert = database.prepare(
      'INSERT INTO updates (document, seq, author, payload, crc32) VALUES (?, ?, ?, ?, ?)',
    );
    this.#find = database.prepare('SELECT id, seq FROM documents WHERE workspace = ? AND name = ?');
  }

  list(workspace: string): Promise<readonly { name: DocName; seq: number }[]> {
    return settle(() =>
      this.#database
        .prepare<[string], { name: DocName; seq: number }>(
          'SELECT name, seq FROM documents WHERE workspace = ? ORDER BY id',
        )
        .all(workspace),
    );
  }

  load(doc: DocKey): Promise<LoadedDocument> {
    return settle(() => {
      const found = this.#find.get(...splitDocKey(doc));
      if (found === undefined) return { seq: 0, snapshot: null, updates: [], quarantined: 0 };
      const snapshot = this.#database
        .prepare<[number], Row>('SELECT seq, payload, crc32 FROM snapshots WHERE document = ?')
        .get(found.id);
      const updates = this.#database
        .prepare<[number], Row>(
          'SELECT seq, payload, crc32 FROM updates WHERE document = ? ORDER BY seq',
        )
        .all(found.id);

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

  append(updates: readonly NewUpdate[]): Promise<readonly number[]> {
    return settle(() => {
      return this.#database.transaction(() =>
        updates.map(({ doc, author, payload }) => {
          const document = this.#advance.get(...splitDocKey(doc));
          if (document === undefined) throw new Error('a document could not be registered');
          this.#insert.run(document.id, document.seq, author, payload, crc32(payload));
          return document.seq;
        }),
      )();
    });
  }

  compact(doc: DocKey, seq: number, snapshot: Uint8Array): Promise<void> {
    return settle(() => {
      const found = this.#find.get(...splitDocKey(doc));
      if (found === undefined) return;
      this.#database.transaction(() => {
        this.#database
          .prepare(
            `INSERT INTO snapshots (document, seq, payload, crc32) VALUES (?, ?, ?, ?)
           ON CONFLICT (document) DO UPDATE
           SET seq = excluded.seq, payload = excluded.payload, crc32 = excluded.crc32
           WHERE excluded.seq >= seq`,
          )
          .run(found.id, seq, snapshot, crc32(snapshot));
        this.#database
          .prepare('DELETE FROM updates WHERE document = ? AND seq <= ?')
          .run(found.id, seq);
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

/** A key is the workspace's id, a slash, and the document's name, which may hold slashes itself. */
function splitDocKey(doc: DocKey): [workspace: string, name: string] {
  const slash = doc.indexOf('/');
  return [doc.slice(0, slash), doc.slice(slash + 1)];
}
