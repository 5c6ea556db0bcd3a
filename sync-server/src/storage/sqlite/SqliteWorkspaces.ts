import type { Database } from 'better-sqlite3';
import type { AccountId, Role } from '@confab/shared-types';
import type {
  InvitationStorage,
  StoredInvitation,
  StoredMember,
  StoredWorkspace,
  WorkspaceStorage,
} from '../Storage.ts';
import { settle } from './settle.ts';

export class SqliteWorkspaces implements WorkspaceStorage {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  create(workspace: StoredWorkspace, owner: AccountId): Promise<boolean> {
    return settle(() => {
      return this.#database.transaction(() => {
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
      this.#database
        .prepare('DELETE FROM members WHERE workspace = ? AND account = ?')
        .run(id, account);
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
}

export class SqliteInvitations implements InvitationStorage {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(invitation: StoredInvitation): Promise<void> {
    return settle(() => {
      this.#database
        .prepare(
          `INSERT INTO invitations
           (code, workspace, role, created_by, created_at, expires_at, max_uses, uses)
         VALUES (:code, :workspace, :role, :createdBy, :createdAt, :expiresAt, :maxUses, :uses)`,
        )
        .run(invitation);
    });
  }

  find(code: string): Promise<StoredInvitation | null> {
    return settle(() => this.#find(code) ?? null);
  }

  accept(code: string, account: AccountId, at: number): Promise<boolean> {
    return settle(() => {
      return this.#database.transaction(() => {
        const invitation = this.#find(code);
        if (invitation === undefined || invitation.expiresAt <= at) return false;
        const member = this.#database
          .prepare('SELECT 1 FROM members WHERE workspace = ? AND account = ?')
          .get(invitation.workspace, account);
        if (member !== undefined) return true;
        if (invitation.maxUses !== null && invitation.uses >= invitation.maxUses) return false;
        this.#database.prepare('UPDATE invitations SET uses = uses + 1 WHERE code = ?').run(code);
        addMember(this.#database, invitation.workspace, account, invitation.role, at);
        return true;
      })();
    });
  }

  #find(code: string): StoredInvitation | undefined {
    return this.#database
      .prepare<[string], StoredInvitation>(
        `SELECT code, workspace, role, created_by AS createdBy, created_at AS createdAt,
           expires_at AS expiresAt, max_uses AS maxUses, uses
         FROM invitations WHERE code = ?`,
      )
      .get(code);
  }
}

function addMember(
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
