import { existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';

/**
 * Opens a database in WAL mode where a commit is on disk when it returns. `synchronous` is set after
 * opening because better-sqlite3 is compiled to fall back to NORMAL under WAL.
 */
export function openDatabase(path: string): Database.Database {
  const database = new Database(path, { timeout: 5000 });
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  assertDurable(database);
  return database;
}

/** Complete under its name or not there: a kill in the middle leaves a copy of another name. */
function keepCopy(database: Database.Database, step: number): void {
  const copy = `${database.name}.before-${String(step)}`;
  if (existsSync(copy)) return;
  const unfinished = `${copy}.unfinished`;
  rmSync(unfinished, { force: true });
  database.prepare('VACUUM INTO ?').run(unfinished);
  renameSync(unfinished, copy);
}

/** Throws unless every commit on this connection is synced to disk. */
export function assertDurable(database: Database.Database): void {
  const synchronous = database.pragma('synchronous', { simple: true });
  if (synchronous !== 2) {
    throw new Error(`database is not durable: synchronous is ${String(synchronous)}`);
  }
}

/**
 * Runs the steps this file has not seen, each in a transaction of its own. Before the first of them
 * a copy of a file that holds something is kept beside it, as `<file>.before-<step>`.
 */
export function migrate(database: Database.Database, steps: readonly string[]): void {
  const seen = Number(database.pragma('user_version', { simple: true }));
  if (seen > steps.length) {
    throw new Error(`the database was written by a newer version (${String(seen)})`);
  }
  if (seen > 0 && seen < steps.length && !database.memory) keepCopy(database, seen + 1);
  steps.slice(seen).forEach((step, index) => {
    database.transaction(() => {
      database.exec(step);
      database.pragma(`user_version = ${String(seen + index + 1)}`);
    })();
  });
}
