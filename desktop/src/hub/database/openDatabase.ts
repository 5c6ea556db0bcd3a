import Database from 'better-sqlite3';
import { migrate } from './migrations.ts';

export type HubDatabase = Database.Database;

/** Another hub holds this profile; the launcher brings its window forward. */
export class ProfileInUseError extends Error {
  override readonly name = 'ProfileInUseError';
  readonly file: string;

  constructor(file: string, options?: ErrorOptions) {
    super(`${file} is open in another process`, options);
    this.file = file;
  }
}

const synchronousFull = 2;

/**
 * Opens the profile's database and brings its schema up to date. The connection holds the file
 * exclusively until it is closed or the process dies, so a second hub cannot write behind its back.
 *
 * @throws ProfileInUseError when another process holds it
 * @throws ConfabError `newer-schema` when a newer version of the app wrote it
 */
export function openDatabase(file: string): HubDatabase {
  const database = new Database(file, { timeout: 500 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    // better-sqlite3 compiles WAL to synchronous=NORMAL, which may lose commits in a power cut.
    database.pragma('synchronous = FULL');
    migrate(database, file);
    assertDurable(database);
    return database;
  } catch (error) {
    database.close();
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY') === true) {
      throw new ProfileInUseError(file, { cause: error });
    }
    throw error;
  }
}

/** Throws unless each commit of this connection reaches the disk before it returns. */
export function assertDurable(database: HubDatabase): void {
  const level = database.pragma('synchronous', { simple: true });
  if (level !== synchronousFull)
    throw new Error(`PRAGMA synchronous is ${String(level)}, not FULL`);
}

/** SQLite's extended result code of an error, such as `SQLITE_FULL`. */
export function sqliteCode(error: unknown): string | undefined {
  return error instanceof Database.SqliteError ? error.code : undefined;
}
