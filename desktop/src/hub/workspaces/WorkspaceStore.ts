import { ConfabError, localWorkspaceSchema } from '@confab/shared-types';
import type { AccountId, LocalWorkspace, Role, WorkspaceId } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import { storageError } from '../database/GroupCommit.ts';
import type { HubDatabase } from '../database/openDatabase.ts';

/** A workspace on this device and what it is bound to, if it is. */
export interface WorkspaceRecord extends LocalWorkspace {
  /** Whose edits wait in it; they are only ever sent as this account. */
  readonly account: AccountId | null;
}

interface WorkspaceRow {
  readonly id: string;
  readonly name: string;
  readonly server: string | null;
  readonly account: string | null;
  readonly role: Role;
}

/** The workspaces of the profile, kept in memory and on disk. */
export class WorkspaceStore {
  readonly #database: HubDatabase;
  readonly #clock: Clock;
  readonly #records = new Map<WorkspaceId, WorkspaceRecord>();

  constructor(database: HubDatabase, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    const rows = database
      .prepare('SELECT id, name, server, account, role FROM workspaces ORDER BY added_at, id')
      .all() as WorkspaceRow[];
    for (const row of rows) this.#records.set(row.id, row);
  }

  list(): LocalWorkspace[] {
    return [...this.#records.values()].map((record) => localWorkspaceSchema.parse(record));
  }

  find(id: WorkspaceId): WorkspaceRecord | null {
    return this.#records.get(id) ?? null;
  }

  /** Throws `not-found` for a workspace that is not on this device. */
  get(id: WorkspaceId): WorkspaceRecord {
    const record = this.#records.get(id);
    if (record === undefined) throw new ConfabError('not-found', `workspace ${id}`);
    return record;
  }

  /** Workspaces whose edits go to a server as an account. */
  boundTo(server: string, account: AccountId): WorkspaceRecord[] {
    return [...this.#records.values()].filter(
      (record) => record.server === server && record.account === account,
    );
  }

  put(record: WorkspaceRecord): void {
    try {
      this.#database
        .prepare(
          `INSERT INTO workspaces (id, name, server, account, role, added_at)
           VALUES (@id, @name, @server, @account, @role, @addedAt)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name, server = excluded.server,
             account = excluded.account, role = excluded.role`,
        )
        .run({ ...record, addedAt: this.#clock.now() });
    } catch (error) {
      throw storageError(error);
    }
    this.#records.set(record.id, record);
  }
}
