import { ConfabError } from '@confab/shared-types';
import type {
  AccountId,
  CreateInvitation,
  Invitation,
  InvitationPreview,
  RemoteWorkspace,
} from '@confab/shared-types';
import type { Accounts } from '../accounts/Accounts.ts';
import type { Clock } from '../Clock.ts';
import { newId } from '../newId.ts';
import type { Storage, StoredInvitation } from '../storage/Storage.ts';
import { isAtLeast } from './Roles.ts';
import type { Roles } from './Roles.ts';
import type { Workspaces } from './Workspaces.ts';

const defaultLifetimeMs = 7 * 86_400_000;

export interface InvitationsOptions {
  readonly storage: Pick<Storage, 'invitations' | 'workspaces'>;
  readonly workspaces: Workspaces;
  readonly accounts: Accounts;
  readonly roles: Roles;
  readonly clock: Clock;
  readonly serverName: string;
  /** Where people reach this server, without a slash at its end. */
  readonly publicUrl: () => string;
}

/** Links that let whoever holds them join a workspace. */
export class Invitations {
  readonly #options: InvitationsOptions;

  constructor(options: InvitationsOptions) {
    this.#options = options;
  }

  /** Throws `no-permission` for all but owners and admins, and for a role above the caller's. */
  async create(
    workspace: string,
    account: AccountId,
    wanted: CreateInvitation,
  ): Promise<Invitation> {
    const { storage, roles, clock } = this.#options;
    const own = await roles.require(workspace, account, 'admin');
    if (!isAtLeast(own, wanted.role)) throw new ConfabError('no-permission');
    const now = clock.now();
    const invitation: StoredInvitation = {
      code: newId(),
      workspace,
      role: wanted.role,
      createdBy: account,
      createdAt: now,
      expiresAt: now + (wanted.lifetimeMs ?? defaultLifetimeMs),
      maxUses: wanted.maxUses ?? null,
      uses: 0,
    };
    await storage.invitations.add(invitation);
    return {
      code: invitation.code,
      url: this.link(invitation.code),
      expiresAt: invitation.expiresAt,
    };
  }

  link(code: string): string {
    return `${this.#options.publicUrl()}/i/${code}`;
  }

  /** Throws `invitation-invalid`, `invitation-expired` (also when it is used up). */
  async preview(code: string): Promise<InvitationPreview> {
    const { storage, accounts, serverName } = this.#options;
    const invitation = await this.#find(code);
    if (this.#isOver(invitation)) throw new ConfabError('invitation-expired');
    const workspace = await storage.workspaces.find(invitation.workspace);
    if (workspace === null) throw new ConfabError('invitation-invalid');
    const inviter = await accounts.find(invitation.createdBy);
    return {
      workspaceName: workspace.name,
      inviterName: inviter.name,
      serverName,
      role: invitation.role,
    };
  }

  /** Idempotent for a member. Throws `invitation-invalid`, `invitation-expired`. */
  async accept(code: string, account: AccountId): Promise<RemoteWorkspace> {
    const { storage, workspaces, clock } = this.#options;
    const { workspace: id } = await this.#find(code);
    const before = await storage.workspaces.role(id, account);
    if (before === null) {
      if (!(await storage.invitations.accept(code, account, clock.now()))) {
        throw new ConfabError('invitation-expired');
      }
      await workspaces.announceMember(id, account);
    }
    const joined = (await workspaces.ofAccount(account)).find((entry) => entry.id === id);
    if (joined === undefined) throw new ConfabError('invitation-invalid');
    return joined;
  }

  async #find(code: string): Promise<StoredInvitation> {
    const invitation = await this.#options.storage.invitations.find(code);
    if (invitation === null) throw new ConfabError('invitation-invalid');
    return invitation;
  }

  #isOver(invitation: StoredInvitation): boolean {
    const usedUp = invitation.maxUses !== null && invitation.uses >= invitation.maxUses;
    return usedUp || invitation.expiresAt <= this.#options.clock.now();
  }
}
