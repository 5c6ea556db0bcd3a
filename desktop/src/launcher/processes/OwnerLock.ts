import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

import Database from 'better-sqlite3';

/**
 * One owner at a time for what a file stands for, among all processes of the machine. It is the
 * lock that SQLite takes on an empty database, so the operating system gives it back the moment its
 * process ends, however that happens: there is no stale lock and no pid to mistake for another's.
 */
export class OwnerLock {
  readonly #database: Database.Database;

  private constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Takes the lock, or gives null at once when another owner has it. */
  static tryTake(path: string): OwnerLock | null {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
    const database = new Database(path, { timeout: 0 });
    try {
      // A journal in memory: the lock leaves no file beside its own.
      database.pragma('journal_mode = MEMORY');
      database.exec('BEGIN EXCLUSIVE');
      return new OwnerLock(database);
    } catch (error) {
      database.close();
      if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY'))
        return null;
      throw error;
    }
  }

  /** Whether nobody has the lock at this moment. */
  static isFree(path: string): boolean {
    const lock = OwnerLock.tryTake(path);
    lock?.release();
    return lock !== null;
  }

  release(): void {
    this.#database.close();
  }
}
