import type { Database } from 'better-sqlite3';
import type { AccountId } from '@confab/shared-types';
import type { EventStorage, EventType, StoredEvent } from '../Storage.ts';
import { settle } from './settle.ts';

export class SqliteEvents implements EventStorage {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  append(accounts: readonly AccountId[], type: EventType, ref: string, at: number): Promise<void> {
    return settle(() => {
      // REPLACE removes the earlier row of the same thing and gives the news a new, higher cursor.
      const replace = this.#database.prepare(
        'INSERT OR REPLACE INTO events (account, type, ref, at) VALUES (?, ?, ?, ?)',
      );
      this.#database.transaction(() => {
        for (const account of accounts) replace.run(account, type, ref, at);
      })();
    });
  }

  after(account: AccountId, cursor: number, limit: number): Promise<readonly StoredEvent[]> {
    return settle(() =>
      this.#database
        .prepare<[string, number, number], StoredEvent>(
          `SELECT cursor, type, ref FROM events WHERE account = ? AND cursor > ?
         ORDER BY cursor LIMIT ?`,
        )
        .all(account, cursor, limit),
    );
  }

  last(): Promise<number> {
    return settle(() => {
      const row = this.#database
        .prepare<[], { seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'events'")
        .get();
      return row?.seq ?? 0;
    });
  }

  prune(before: number): Promise<void> {
    return settle(() => {
      this.#database.prepare('DELETE FROM events WHERE at < ?').run(before);
    });
  }
}
