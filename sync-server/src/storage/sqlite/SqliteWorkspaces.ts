import type { Database } from 'better-sqlite3';
import type { AccountId, Role } from '@confab/shared-types';
import type { StoredMember, StoredWorkspace, WorkspaceStorage } from '../Storage.ts';
import { settle } from './settle.ts';

export class SqliteWorkspaces implements WorkspaceStorage {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  create(workspace: StoredWorkspace, owner: AccountId): Promise<boolean> {
    return settle(() => {
      return this.#database.transaction(() => {
        if (!this.#comesBack(workspace.id, owner)) return false;
        const { changes } = this.#database
          .prepare('INSERT OR IGNORE INTO workspaces (id, name, created_at) VALUES (?, ?, ?)')
          .run(workspace.id, workspace.name, workspace.createdAt);
        if (changes === 0) return false;
        addMember(this.#database, workspace.id, owner, 'owner', workspace.createdAt);
        return true;
      })();
    });
  }

  find(id: string): Promise<StoredWorkspace | null> {
    return settle(() => {
      const row = this.#database
        .prepare<[string], StoredWorkspace>(
          'SELECT id, name, created_at AS createdAt FROM workspaces WHERE id = ?',
        )
        .get(id);
      return row ?? null;
    });
  }

  rename(id: string, name: string): Promise<void> {
    return settle(() => {
      this.#database.prepare('UPDATE workspaces SET name = ? WHERE id = ?').run(name, id);
    });
  }

  ofAccount(account: AccountId): Promise<readonly { workspace: StoredWorkspace; role: Role }[]> {
    return settle(() =>
      this.#database
        .prepare<[string], StoredWorkspace & { role: Role }>(
          `SELECT id, name, created_at AS createdAt, role
         FROM members JOIN workspaces ON workspaces.id = members.workspace
         WHERE account = ? ORDER BY joined_at, id`,
        )
        .all(account)
        .map(({ role, ...workspace }) => ({ workspace, role })),
    );
  }

  members(id: string): Promise<readonly StoredMember[]> {
    return settle(() =>
      this.#database
        .prepare<[string], StoredMember>(
          `SELECT account, role, joined_at AS joinedAt FROM members
         WHERE workspace = ? ORDER BY joined_at, account`,
        )
        .all(id),
    );
  }

  role(id: string, account: AccountId): Promise<Role | null> {
    return settle(() => {
      const row = this.#database
        .prepare<[string, string], { role: Role }>(
          'SELECT role FROM members WHERE workspace = ? AND account = ?',
        )
        .get(id, account);
      return row?.role ?? null;
    });
  }

  setRole(id: string, account: AccountId, role: Role, at: number): Promise<void> {
    return settle(() => {
      this.#database
        .prepare(
          `INSERT INTO members (workspace, account, role, joined_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (workspace, account) DO UPDATE SET role = excluded.role`,
        )
        .run(id, account, role, at);
    });
  }

  removeMember(id: string, account: AccountId): Promise<void> {
    return settle(() => {
      this.#database.transaction(() => {
        for (const table of ['members', 'page_grants']) {
          this.#database
            .prepare(`DELETE FROM ${table} WHERE workspace = ? AND account = ?`)
            .run(id, account);
        }
      })();
    });
  }

  colleagues(account: AccountId): Promise<readonly AccountId[]> {
    return settle(() =>
      this.#database
        .prepare<[string], { account: AccountId }>(
          `SELECT DISTINCT others.account FROM members
           JOIN members AS others ON others.workspace = members.workspace
           WHERE members.account = ? AND others.account <> members.account`,
        )
        .all(account)
        .map((row) => row.account),
    );
  }

  shareWorkspace(account: AccountId, other: AccountId): Promise<boolean> {
    return settle(() => {
      const shared = this.#database
        .prepare(
          `SELECT 1 FROM members JOIN members AS others ON others.workspace = members.workspace
           WHERE members.account = ? AND others.account = ? LIMIT 1`,
        )
        .get(account, other);
      return shared !== undefined;
    });
  }

  /** Forgets that an id was taken offline when the one who did is back. False: it is not theirs. */
  #comesBack(id: string, account: AccountId): boolean {
    const offline = this.#database
      .prepare<[string, string], { owned: number }>(
        `SELECT removed AND EXISTS (
           SELECT 1 FROM former_members WHERE workspace = id AND account = ? AND owner = 1
         ) AS owned FROM offline_workspaces WHERE id = ?`,
      )
      .get(account, id);
    if (offline === undefined) return true;
    if (offline.owned === 0) return false;
    this.#database.prepare('DELETE FROM former_members WHERE workspace = ?').run(id);
    this.#database.prepare('DELETE FROM offline_workspaces WHERE id = ?').run(id);
    return true;
  }
}

export function addMember(
  database: Database,
  workspace: string,
  account: AccountId,
  role: Role,
  at: number,
): void {
  database
    .prepare('INSERT INTO members (workspace, account, role, joined_at) VALUES (?, ?, ?, ?)')
    .run(workspace, account, role, at);
}
