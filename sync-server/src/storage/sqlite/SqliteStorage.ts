import type { Database } from 'better-sqlite3';
import { migrations } from '../migrations.ts';
import type { Storage } from '../Storage.ts';
import { SqliteCalls, SqliteRings } from './SqliteCalls.ts';
import { SqliteDocuments } from './SqliteDocuments.ts';
import { SqliteEvents } from './SqliteEvents.ts';
import { SqliteFiles, SqliteReferences } from './SqliteFiles.ts';
import { SqliteGrants, SqlitePublicLinks } from './SqliteGrants.ts';
import { SqliteRemovals } from './SqliteRemovals.ts';
import { SqliteSessions, SqliteSettings } from './SqliteSessions.ts';
import { SqliteVersions } from './SqliteVersions.ts';
import { SqliteInvitations } from './SqliteInvitations.ts';
import { SqliteWorkspaces } from './SqliteWorkspaces.ts';
import { assertDurable, migrate, openDatabase } from './openDatabase.ts';
import { settle } from './settle.ts';

/** {@link Storage} in one SQLite file. `:memory:` works too and keeps nothing. */
export class SqliteStorage implements Storage {
  readonly #database: Database;
  readonly settings: SqliteSettings;
  readonly sessions: SqliteSessions;
  readonly workspaces: SqliteWorkspaces;
  readonly invitations: SqliteInvitations;
  readonly grants: SqliteGrants;
  readonly publicLinks: SqlitePublicLinks;
  readonly removals: SqliteRemovals;
  readonly documents: SqliteDocuments;
  readonly versions: SqliteVersions;
  readonly files: SqliteFiles;
  readonly references: SqliteReferences;
  readonly calls: SqliteCalls;
  readonly rings: SqliteRings;
  readonly events: SqliteEvents;

  /** Throws when the file cannot be opened, is newer than this program, or would not be durable. */
  constructor(path: string) {
    this.#database = openDatabase(path);
    migrate(this.#database, migrations);
    assertDurable(this.#database);
    this.settings = new SqliteSettings(this.#database);
    this.sessions = new SqliteSessions(this.#database);
    this.workspaces = new SqliteWorkspaces(this.#database);
    this.invitations = new SqliteInvitations(this.#database);
    this.grants = new SqliteGrants(this.#database);
    this.publicLinks = new SqlitePublicLinks(this.#database);
    this.removals = new SqliteRemovals(this.#database);
    this.documents = new SqliteDocuments(this.#database);
    this.versions = new SqliteVersions(this.#database);
    this.files = new SqliteFiles(this.#database);
    this.references = new SqliteReferences(this.#database);
    this.calls = new SqliteCalls(this.#database);
    this.rings = new SqliteRings(this.#database);
    this.events = new SqliteEvents(this.#database);
  }

  close(): Promise<void> {
    return settle(() => {
      this.#database.close();
    });
  }
}
