import type { Database } from 'better-sqlite3';
import type { SessionStorage, SettingStorage, StoredSession } from '../Storage.ts';
import { settle } from './settle.ts';

export class SqliteSessions implements SessionStorage {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(session: StoredSession): Promise<void> {
    return settle(() => {
      this.#database
        .prepare(
          `INSERT INTO sessions (hash, account, device, created_at, used_at)
         VALUES (:hash, :account, :device, :createdAt, :usedAt)`,
        )
        .run(session);
    });
  }

  find(hash: string): Promise<StoredSession | null> {
    return settle(() => {
      const row = this.#database
        .prepare<[string], StoredSession>(
          `SELECT hash, account, device, created_at AS createdAt, used_at AS usedAt
         FROM sessions WHERE hash = ?`,
        )
        .get(hash);
      return row ?? null;
    });
  }

  touch(hash: string, usedAt: number): Promise<void> {
    return settle(() => {
      this.#database.prepare('UPDATE sessions SET used_at = ? WHERE hash = ?').run(usedAt, hash);
    });
  }

  remove(hash: string): Promise<void> {
    return settle(() => {
      this.#database.prepare('DELETE FROM sessions WHERE hash = ?').run(hash);
    });
  }
}

export class SqliteSettings implements SettingStorage {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  getOrSet(key: string, initial: string): Promise<string> {
    return settle(() => {
      return this.#database.transaction(() => {
        this.#database
          .prepare('INSERT OR IGNORE INTO settings (key, value) VALUES (?, ?)')
          .run(key, initial);
        const row = this.#database
          .prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?')
          .get(key);
        return row?.value ?? initial;
      })();
    });
  }
}
