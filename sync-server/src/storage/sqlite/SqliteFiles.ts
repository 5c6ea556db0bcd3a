import type { Database } from 'better-sqlite3';
import type { DocKey } from '@confab/shared-types';
import type { FileStorage, ReferenceStorage, StoredFile } from '../Storage.ts';
import { settle } from './settle.ts';
import { splitDocKey } from './splitDocKey.ts';

const isReferredTo = `EXISTS (
  SELECT 1 FROM file_references AS r WHERE r.workspace = files.workspace AND r.hash = files.hash
)`;
/** A document that moved on since its references were read. */
const isStale = 'seq > references_seq AND deleted_at IS NULL';

export class SqliteFiles implements FileStorage {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(file: StoredFile): Promise<void> {
    return settle(() => {
      this.#database
        .prepare(
          `INSERT OR IGNORE INTO files (workspace, hash, size, type, added_by, added_at)
         VALUES (:workspace, :hash, :size, :type, :addedBy, :addedAt)`,
        )
        .run(file);
    });
  }

  find(workspace: string, hash: string): Promise<StoredFile | null> {
    return settle(() => {
      const row = this.#database
        .prepare<[string, string], StoredFile>(
          `SELECT workspace, hash, size, type, added_by AS addedBy, added_at AS addedAt
         FROM files WHERE workspace = ? AND hash = ?`,
        )
        .get(workspace, hash);
      return row ?? null;
    });
  }

  touch(workspace: string, hash: string): Promise<boolean> {
    return settle(() => {
      const { changes } = this.#database
        .prepare('UPDATE files SET unreferenced_since = NULL WHERE workspace = ? AND hash = ?')
        .run(workspace, hash);
      return changes > 0;
    });
  }

  markUnreferenced(workspace: string, at: number): Promise<void> {
    return settle(() => {
      this.#database.transaction(() => {
        this.#database
          .prepare(
            `UPDATE files SET unreferenced_since = NULL
             WHERE workspace = ? AND unreferenced_since IS NOT NULL AND ${isReferredTo}`,
          )
          .run(workspace);
        this.#database
          .prepare(
            `UPDATE files SET unreferenced_since = ?
             WHERE workspace = ? AND unreferenced_since IS NULL AND NOT ${isReferredTo}`,
          )
          .run(at, workspace);
      })();
    });
  }

  collect(workspace: string, before: number, limit: number): Promise<readonly string[] | null> {
    return settle(() => {
      return this.#database.transaction(() => {
        const stale = this.#database
          .prepare(`SELECT 1 FROM documents WHERE workspace = ? AND ${isStale} LIMIT 1`)
          .get(workspace);
        if (stale !== undefined) return null;
        return this.#database
          .prepare<[string, string, number, number], { hash: string }>(
            `DELETE FROM files WHERE workspace = ? AND hash IN (
               SELECT hash FROM files
               WHERE workspace = ? AND unreferenced_since <= ? AND NOT ${isReferredTo} LIMIT ?
             ) RETURNING hash`,
          )
          .all(workspace, workspace, before, limit)
          .map((row) => row.hash);
      })();
    });
  }
}

export class SqliteReferences implements ReferenceStorage {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  has(doc: DocKey, hash: string): Promise<boolean> {
    return settle(() => {
      const row = this.#database
        .prepare(
          `SELECT 1 FROM file_references AS r JOIN documents AS d ON d.id = r.document
           WHERE d.workspace = ? AND d.name = ? AND r.hash = ? LIMIT 1`,
        )
        .get(...splitDocKey(doc), hash);
      return row !== undefined;
    });
  }

  isStale(doc: DocKey): Promise<boolean> {
    return settle(() => {
      const row = this.#database
        .prepare(`SELECT 1 FROM documents WHERE workspace = ? AND name = ? AND ${isStale}`)
        .get(...splitDocKey(doc));
      return row !== undefined;
    });
  }

  stale(workspace: string, limit: number): Promise<readonly DocKey[]> {
    return settle(() =>
      this.#database
        .prepare<[string, number], { name: string }>(
          `SELECT name FROM documents WHERE workspace = ? AND ${isStale} LIMIT ?`,
        )
        .all(workspace, limit)
        .map(({ name }) => `${workspace}/${name}`),
    );
  }

  replace(doc: DocKey, seq: number, hashes: readonly string[]): Promise<void> {
    return settle(() => {
      this.#database.transaction(() => {
        const [workspace, name] = splitDocKey(doc);
        const document = this.#database
          .prepare<[number, string, string], { id: number }>(
            `UPDATE documents SET references_seq = ?
             WHERE workspace = ? AND name = ? AND deleted_at IS NULL RETURNING id`,
          )
          .get(seq, workspace, name);
        if (document === undefined) return;
        this.#database
          .prepare("DELETE FROM file_references WHERE document = ? AND version = ''")
          .run(document.id);
        const add = this.#database.prepare(
          `INSERT INTO file_references (document, version, workspace, hash) VALUES (?, '', ?, ?)`,
        );
        for (const hash of hashes) add.run(document.id, workspace, hash);
      })();
    });
  }

  workspaces(): Promise<readonly string[]> {
    return settle(() =>
      this.#database
        .prepare<[], { workspace: string }>('SELECT DISTINCT workspace FROM files')
        .all()
        .map((row) => row.workspace),
    );
  }
}
