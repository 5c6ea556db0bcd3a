import type { Database } from 'better-sqlite3';
import type { FileStorage, StoredFile } from '../Storage.ts';
import { settle } from './settle.ts';

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
}
