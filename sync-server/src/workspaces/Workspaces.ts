import { ConfabError } from '@confab/shared-types';
import type { AccountId, Member, RemoteWorkspace, Role } from '@confab/shared-types';
import type { Accounts } from '../accounts/Accounts.ts';
import type { Clock } from '../Clock.ts';
import type { AccountEvents } from '../presence/AccountEvents.ts';
import type { Presence } from '../presence/Presence.ts';
import type { SharingNews } from '../sharing/SharingNews.ts';
import type { StoredMember, WorkspaceStorage } from '../storage/Storage.ts';
import { isAtLeast } from './Roles.ts';
import type { Roles } from './Roles.ts';

export interface WorkspacesOptions {
  readonly storage: WorkspaceStorage;
  readonly roles: Roles;
  readonly accounts: Accounts;
  readonly presence: Presence;
  readonly events: AccountEvents;
  readonly news: SharingNews;
  readonly clock: Clock;
  /** Resolves when a workspace that was taken offline has left the server. */
  readonly onPublishing: (workspace: string) => Promise<void>;
  /** Somebody is no member any more. */
  readonly onRemoved: (workspace: string, account: AccountId) => Promise<void>;
  /** A member may do more or less than before. */
  readonly onRole: (workspace: string, account: AccountId, role: Role) => Promise<void>;
}

/** Workspaces that were published here, and their members. */
export class Workspaces {
  readonly #options: WorkspacesOptions;

  constructor(options: WorkspacesOptions) {
    this.#options = options;
  }

  /** Idempotent. Throws `workspace-bound-elsewhere` unless the caller owns that id already. */
  async publish(id: string, name: string, account: AccountId): Promise<RemoteWorkspace> {
    const { storage, clock, onPublishing } = this.#options;
    await onPublishing(id);
    const created = await storage.create({ id, name, createdAt: clock.now() }, account);
    if (created) {
      await this.announceMember(id, account);
      return { id, name, role: 'owner' };
    }
    if ((await storage.role(id, account)) !== 'owner') {
      throw new ConfabError('workspace-bound-elsewhere');
    }
    const kept = await this.#existing(id);
    if (kept.name !== name) {
      await storage.rename(id, name);
      await this.#announce(id);
    }
    return { id, name, role: 'owner' };
  }

  async ofAccount(account: AccountId): Promise<readonly RemoteWorkspace[]> {
    const found = await this.#options.storage.ofAccount(account);
    return found.map(({ workspace, role }) => ({ id: workspace.id, name: workspace.name, role }));
  }

  /** Throws `no-permission` for whoever is not a member. */
  async members(id: string, account: AccountId): Promise<readonly Member[]> {
    const { roles, storage, accounts, presence } = this.#options;
    await roles.require(id, account);
    const members = await storage.members(id);
    return await Promise.all(
      members.map(async (member) => {
        const { person, name } = await accounts.find(member.account);
        const online = presence.isOnline(member.account);
        const activity = presence.activityOf(member.account);
        return { account: member.account, person, name, role: member.role, online, activity };
      }),
    );
  }

  /**
   * Owners and admins change roles up to their own, of members up to their own; an owner who takes
   * their own role away must leave another owner behind. Throws `no-permission`, `not-found`.
   */
  async changeRole(id: string, by: AccountId, account: AccountId, role: Role): Promise<void> {
    const { storage, clock, onRole } = this.#options;
    await this.#assertMayManage(id, by, account, role);
    await storage.setRole(id, account, role, clock.now());
    await this.announceMember(id, account);
    await onRole(id, account, role);
  }

  /** Removes a member, or lets one leave. Throws `no-permission`, `not-found`. */
  async removeMember(id: string, by: AccountId, account: AccountId): Promise<void> {
    await this.#assertMayManage(id, by, account, null);
    await this.#options.storage.removeMember(id, account);
    await this.announceMember(id, account);
    await this.#options.events.append([account], 'shared-pages', '');
    await this.#options.onRemoved(id, account);
  }

  /** Tells all nodes that the role is stale and all members (and the account) that it changed. */
  async announceMember(id: string, account: AccountId): Promise<void> {
    await this.#options.news.ofRights(id, account);
    await this.#announce(id, account);
  }

  /** Tells everybody who shares a workspace with an account that its name changed. */
  async announceAccount(account: AccountId): Promise<void> {
    for (const { workspace } of await this.#options.storage.ofAccount(account)) {
      await this.#announce(workspace.id);
    }
  }

  async #announce(id: string, alsoTo?: AccountId): Promise<void> {
    const { storage, events } = this.#options;
    const accounts = new Set((await storage.members(id)).map((member) => member.account));
    if (alsoTo !== undefined) accounts.add(alsoTo);
    await events.append([...accounts], 'workspace', id);
  }

  async #assertMayManage(
    id: string,
    by: AccountId,
    account: AccountId,
    newRole: Role | null,
  ): Promise<void> {
    const { roles, storage } = this.#options;
    const leaving = by === account && newRole === null;
    const own = await roles.require(id, by, leaving ? 'viewer' : 'admin');
    const members = await storage.members(id);
    const member = members.find((entry) => entry.account === account);
    if (member === undefined) throw new ConfabError('not-found');
    const allowed = isAtLeast(own, member.role) && (newRole === null || isAtLeast(own, newRole));
    if (!allowed) throw new ConfabError('no-permission');
    if (newRole !== 'owner') assertOwnerRemains(members, account);
  }

  async #existing(id: string): Promise<{ readonly name: string }> {
    const workspace = await this.#options.storage.find(id);
    if (workspace === null) throw new ConfabError('not-found');
    return workspace;
  }
}

function assertOwnerRemains(members: readonly StoredMember[], without: AccountId): void {
  const owners = members.filter((member) => member.role === 'owner');
  if (owners.every((owner) => owner.account === without)) {
    throw new ConfabError('no-permission', 'a workspace keeps at least one owner');
  }
}
