import type { Database } from 'better-sqlite3';
import { guestRoleSchema } from '@confab/shared-types';
import type { AccountId, GuestRole } from '@confab/shared-types';
import { isAtLeast } from '../../workspaces/Roles.ts';
import type { InvitationStorage, StoredInvitation } from '../Storage.ts';
import { settle } from './settle.ts';
import { setGrant } from './SqliteGrants.ts';
import { addMember } from './SqliteWorkspaces.ts';

const columns = `code, workspace, role, created_by AS createdBy, created_at AS createdAt,
  expires_at AS expiresAt, max_uses AS maxUses, uses, page`;

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
           (code, workspace, role, created_by, created_at, expires_at, max_uses, uses, page)
         VALUES (:code, :workspace, :role, :createdBy, :createdAt, :expiresAt, :maxUses, :uses,
           :page)`,
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
        if (this.#hasAsMuch(invitation, account)) return true;
        if (invitation.maxUses !== null && invitation.uses >= invitation.maxUses) return false;
        this.#database.prepare('UPDATE invitations SET uses = uses + 1 WHERE code = ?').run(code);
        this.#letIn(invitation, account, at);
        return true;
      })();
    });
  }

  open(workspace: string, at: number): Promise<readonly StoredInvitation[]> {
    return settle(() =>
      this.#database
        .prepare<[string, number], StoredInvitation>(
          `SELECT ${columns} FROM invitations
           WHERE workspace = ? AND expires_at > ? AND (max_uses IS NULL OR uses < max_uses)
           ORDER BY created_at DESC, code`,
        )
        .all(workspace, at),
    );
  }

  remove(code: string): Promise<void> {
    return settle(() => {
      this.#database.prepare('DELETE FROM invitations WHERE code = ?').run(code);
    });
  }

  #find(code: string): StoredInvitation | undefined {
    return this.#database
      .prepare<[string], StoredInvitation>(`SELECT ${columns} FROM invitations WHERE code = ?`)
      .get(code);
  }

  #hasAsMuch({ workspace, page, role }: StoredInvitation, account: AccountId): boolean {
    const member = this.#database
      .prepare('SELECT 1 FROM members WHERE workspace = ? AND account = ?')
      .get(workspace, account);
    if (member !== undefined) return true;
    if (page === null) return false;
    const grant = this.#database
      .prepare<[string, string, string], { role: GuestRole }>(
        'SELECT role FROM page_grants WHERE workspace = ? AND page = ? AND account = ?',
      )
      .get(workspace, page, account);
    return grant !== undefined && isAtLeast(grant.role, role);
  }

  #letIn(invitation: StoredInvitation, account: AccountId, at: number): void {
    const { workspace, page, role, createdBy } = invitation;
    if (page === null) {
      addMember(this.#database, workspace, account, role, at);
      return;
    }
    setGrant(this.#database, {
      workspace,
      page,
      account,
      role: guestRoleSchema.parse(role),
      grantedBy: createdBy,
      grantedAt: at,
    });
  }
}
