import { ConfabError } from '@confab/shared-types';
import type {
  AcceptedInvitation,
  AccountId,
  CreateInvitation,
  Invitation,
  InvitationPreview,
  OpenInvitation,
  Role,
} from '@confab/shared-types';
import type { Accounts } from '../accounts/Accounts.ts';
import type { Clock } from '../Clock.ts';
import { newId } from '../newId.ts';
import type { PageTitles } from '../pages/PageTitles.ts';
import type { SharingNews } from '../sharing/SharingNews.ts';
import type { Storage, StoredInvitation } from '../storage/Storage.ts';
import { isAtLeast } from './Roles.ts';
import type { Roles } from './Roles.ts';
import type { Workspaces } from './Workspaces.ts';

const defaultLifetimeMs = 7 * 86_400_000;

export interface InvitationsOptions {
  readonly storage: Pick<Storage, 'invitations' | 'workspaces' | 'grants' | 'removals'>;
  readonly workspaces: Workspaces;
  readonly accounts: Accounts;
  readonly roles: Roles;
  readonly titles: PageTitles;
  readonly news: SharingNews;
  readonly clock: Clock;
  readonly serverName: string;
  /** Where people reach this server, without a slash at its end. */
  readonly publicUrl: () => string;
}

/** Links that let whoever holds them join a workspace, or see one page of it. */
export class Invitations {
  readonly #options: InvitationsOptions;

  constructor(options: InvitationsOptions) {
    this.#options = options;
  }

  /**
   * Owners and admins invite to the workspace, with a role up to their own; editors to single pages
   * too. Throws `no-permission`, `page-deleted`.
   */
  async create(
    workspace: string,
    account: AccountId,
    wanted: CreateInvitation,
  ): Promise<Invitation> {
    const { storage, clock, news } = this.#options;
    await this.#assertMayInvite(workspace, account, wanted);
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
      page: wanted.page ?? null,
    };
    await storage.invitations.add(invitation);
    await news.ofSharing(workspace);
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
    const { storage, accounts, serverName, titles } = this.#options;
    const { workspace: id, page, role, createdBy, ...rest } = await this.#find(code);
    if (this.#isOver(rest)) throw new ConfabError('invitation-expired');
    const workspace = await storage.workspaces.find(id);
    if (workspace === null) throw new ConfabError('invitation-invalid');
    const inviterName = (await accounts.find(createdBy)).name;
    const common = { inviterName, serverName, role };
    if (page === null) return { ...common, workspaceName: workspace.name };
    return { ...common, page, workspaceName: await titles.of(id, page) };
  }

  /** Idempotent for a member or guest. Throws `invitation-invalid`, `invitation-expired`. */
  async accept(code: string, account: AccountId): Promise<AcceptedInvitation> {
    const { storage, workspaces, news, clock } = this.#options;
    const invitation = await this.#find(code);
    const { workspace, page } = invitation;
    if (!(await this.#isIn(invitation, account))) {
      if (!(await storage.invitations.accept(code, account, clock.now()))) {
        throw new ConfabError('invitation-expired');
      }
      if (page === null) await workspaces.announceMember(workspace, account);
      else await news.ofGuests(workspace, [account]);
    }
    return await this.#accepted(workspace, page, account);
  }

  /** Those that can still be used: admins see all, others their own. Throws `no-permission`. */
  async list(workspace: string, account: AccountId): Promise<readonly OpenInvitation[]> {
    const { storage, accounts, roles, clock } = this.#options;
    const own = await roles.require(workspace, account, 'editor');
    const open = await storage.invitations.open(workspace, clock.now());
    const seen = open.filter((each) => isAtLeast(own, 'admin') || each.createdBy === account);
    return await Promise.all(
      seen.map(async ({ code, role, page, createdBy, expiresAt, maxUses, uses }) => ({
        code,
        url: this.link(code),
        role,
        page,
        createdBy: (await accounts.find(createdBy)).name,
        expiresAt,
        usesLeft: maxUses === null ? null : maxUses - uses,
      })),
    );
  }

  /** Throws `invitation-invalid`, `no-permission`. Nobody can use it from now on. */
  async revoke(code: string, account: AccountId): Promise<void> {
    const { storage, roles, news } = this.#options;
    const { workspace, createdBy } = await this.#find(code);
    const least: Role = createdBy === account ? 'editor' : 'admin';
    await roles.require(workspace, account, least);
    await storage.invitations.remove(code);
    await news.ofSharing(workspace);
  }

  async #assertMayInvite(
    workspace: string,
    account: AccountId,
    { role, page }: CreateInvitation,
  ): Promise<void> {
    const { roles, storage } = this.#options;
    const own = await roles.require(workspace, account, page === undefined ? 'admin' : 'editor');
    const guestAdmin = page !== undefined && role === 'admin';
    if (!isAtLeast(own, role) || guestAdmin) throw new ConfabError('no-permission');
    if (page !== undefined && (await storage.removals.isDeleted(workspace, `page/${page}`))) {
      throw new ConfabError('page-deleted');
    }
  }

  /** Whether the account is a member, or may do as much in the page already. */
  async #isIn({ workspace, page, role }: StoredInvitation, account: AccountId): Promise<boolean> {
    const { storage } = this.#options;
    if ((await storage.workspaces.role(workspace, account)) !== null) return true;
    const grants = await storage.grants.within(workspace, account);
    return grants.some((grant) => grant.page === page && isAtLeast(grant.role, role));
  }

  async #accepted(
    id: string,
    page: string | null,
    account: AccountId,
  ): Promise<AcceptedInvitation> {
    const { storage, workspaces, titles } = this.#options;
    const member = (await workspaces.ofAccount(account)).find((entry) => entry.id === id);
    if (member !== undefined) return page === null ? member : { ...member, page };
    const grants = await storage.grants.within(id, account);
    const grant = grants.find((each) => each.page === page);
    if (grant === undefined) throw new ConfabError('invitation-invalid');
    // A guest hears nothing of the workspace, its name included.
    return { id, name: await titles.of(id, grant.page), role: grant.role, page: grant.page };
  }

  async #find(code: string): Promise<StoredInvitation> {
    const invitation = await this.#options.storage.invitations.find(code);
    if (invitation === null) throw new ConfabError('invitation-invalid');
    return invitation;
  }

  #isOver({
    maxUses,
    uses,
    expiresAt,
  }: Pick<StoredInvitation, 'maxUses' | 'uses' | 'expiresAt'>): boolean {
    const usedUp = maxUses !== null && uses >= maxUses;
    return usedUp || expiresAt <= this.#options.clock.now();
  }
}
