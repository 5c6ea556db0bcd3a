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
  readonly guest: number;
  readonly detached: 'not-member' | 'taken-offline' | null;
}

/** The workspaces of the profile, kept in memory and on disk. */
export class WorkspaceStore {
  readonly #database: HubDatabase;
  readonly #clock: Clock;
  readonly #records = new Map<WorkspaceId, WorkspaceRecord>();
  /** Removed from this device while their server goes on listing them. */
  readonly #removed = new Set<WorkspaceId>();

  constructor(database: HubDatabase, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    const rows = database
      .prepare(
        `SELECT id, name, server, account, role, guest, detached
         FROM workspaces ORDER BY added_at, id`,
      )
      .all() as WorkspaceRow[];
    for (const row of rows) this.#records.set(row.id, toRecord(row));
    const removed = database.prepare('SELECT workspace FROM removed_workspaces').all();
    for (const { workspace } of removed as { workspace: string }[]) this.#removed.add(workspace);
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
    this.#write(
      `INSERT INTO workspaces (id, name, server, account, role, guest, detached, added_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, server = excluded.server,
         account = excluded.account, role = excluded.role, guest = excluded.guest,
         detached = excluded.detached`,
      [
        record.id,
        record.name,
        record.server,
        record.account,
        record.role,
        record.guest === true ? 1 : 0,
        record.detached ?? null,
        this.#clock.now(),
      ],
    );
    this.#records.set(record.id, record);
  }

  /** Workspaces that are gone from the list and still have something on disk. */
  orphans(): WorkspaceId[] {
    const rows = this.#database
      .prepare(
        `SELECT workspace FROM documents WHERE workspace NOT IN (SELECT id FROM workspaces)
         UNION SELECT workspace FROM files WHERE workspace NOT IN (SELECT id FROM workspaces)`,
      )
      .all() as { workspace: string }[];
    return rows.map(({ workspace }) => workspace);
  }

  delete(id: WorkspaceId): void {
    this.#write('DELETE FROM workspaces WHERE id = ?', [id]);
    this.#records.delete(id);
  }

  /** Whether the person removed a workspace from this device: its server may go on listing it. */
  isRemoved(id: WorkspaceId): boolean {
    return this.#removed.has(id);
  }

  rememberRemoved(id: WorkspaceId, server: string): void {
    this.#write('INSERT INTO removed_workspaces VALUES (?, ?) ON CONFLICT DO NOTHING', [
      id,
      server,
    ]);
    this.#removed.add(id);
  }

  /** The person wants it here again. */
  forgetRemoved(id: WorkspaceId): void {
    if (!this.#removed.has(id)) return;
    this.#write('DELETE FROM removed_workspaces WHERE workspace = ?', [id]);
    this.#removed.delete(id);
  }

  /** The person signed in anew: all that the account has comes to this device. */
  forgetAllRemoved(server: string): void {
    const rows = this.#database
      .prepare('SELECT workspace FROM removed_workspaces WHERE server = ?')
      .all(server) as { workspace: string }[];
    for (const { workspace } of rows) this.forgetRemoved(workspace);
  }

  #write(sql: string, values: readonly (string | number | null)[]): void {
    try {
      this.#database.prepare(sql).run(...values);
    } catch (error) {
      throw storageError(error);
    }
  }
}

function toRecord({ guest, detached, ...row }: WorkspaceRow): WorkspaceRecord {
  return {
    ...row,
    ...(guest === 1 ? { guest: true } : {}),
    ...(detached === null ? {} : { detached }),
  };
}
