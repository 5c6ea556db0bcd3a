import { ConfabError } from '@confab/shared-types';
import type { AccountId, Guest, GuestRole, PageId, SharedPage } from '@confab/shared-types';
import type { Accounts } from '../accounts/Accounts.ts';
import type { Clock } from '../Clock.ts';
import type { RateLimiter } from '../connections/RateLimiter.ts';
import type { Storage } from '../storage/Storage.ts';
import { isAtLeast } from '../workspaces/Roles.ts';
import type { Roles } from '../workspaces/Roles.ts';
import type { SharingNews } from './SharingNews.ts';

export interface GuestsOptions {
  readonly storage: Pick<Storage, 'grants' | 'removals'>;
  readonly accounts: Accounts;
  readonly roles: Roles;
  readonly news: SharingNews;
  readonly clock: Clock;
  /** Questions for addresses that nobody has here: each tells whether somebody does. */
  readonly unknownAddresses: RateLimiter;
}

/** Accounts that see single pages of a workspace and nothing else of it. */
export class Guests {
  readonly #options: GuestsOptions;

  constructor(options: GuestsOptions) {
    this.#options = options;
  }

  /** Throws `no-permission` below editor. */
  async list(workspace: string, page: PageId, by: AccountId): Promise<readonly Guest[]> {
    const { storage, accounts, roles } = this.#options;
    await roles.require(workspace, by, 'editor');
    const grants = await storage.grants.ofPage(workspace, page);
    return await Promise.all(
      grants.map(async ({ account, role }) => {
        const { person, name } = await accounts.find(account);
        return { account, person, name, role };
      }),
    );
  }

  /**
   * Lets in whoever has an account with that address. Throws `no-permission`, `page-deleted`,
   * `not-found` for an unknown address, `already-done` for a member who may do as much by their role.
   */
  async add(
    workspace: string,
    page: PageId,
    by: AccountId,
    wanted: { readonly email: string; readonly role: GuestRole },
  ): Promise<Guest> {
    const { storage, roles, clock, news } = this.#options;
    await this.#requireSharer(workspace, page, by);
    const account = await this.#findByEmail(wanted.email, by);
    const role = await roles.of(workspace, account.id);
    if (role !== null && isAtLeast(role, wanted.role)) throw new ConfabError('already-done');
    await storage.grants.set({
      workspace,
      page,
      account: account.id,
      role: wanted.role,
      grantedBy: by,
      grantedAt: clock.now(),
    });
    await news.ofGuests(workspace, [account.id]);
    return { account: account.id, person: account.person, name: account.name, role: wanted.role };
  }

  /** Throws `no-permission`, `not-found` for who is no guest of that page. */
  async change(
    workspace: string,
    page: PageId,
    by: AccountId,
    wanted: { readonly account: AccountId; readonly role: GuestRole },
  ): Promise<void> {
    const { storage, news } = this.#options;
    await this.#requireSharer(workspace, page, by);
    const grants = await storage.grants.ofPage(workspace, page);
    const grant = grants.find(({ account }) => account === wanted.account);
    if (grant === undefined) throw new ConfabError('not-found');
    await storage.grants.set({ ...grant, role: wanted.role });
    await news.ofGuests(workspace, [wanted.account]);
  }

  /** Takes a page away again, or lets a guest leave. Throws `no-permission`, `not-found`. */
  async remove(workspace: string, page: PageId, by: AccountId, account: AccountId): Promise<void> {
    const { storage, roles, news } = this.#options;
    if (by !== account) await roles.require(workspace, by, 'editor');
    if (!(await storage.grants.remove(workspace, page, account))) {
      // Only who may see the guests hears who is none.
      if (by === account) await roles.require(workspace, by);
      throw new ConfabError('not-found');
    }
    await news.ofGuests(workspace, [account]);
  }

  /** The pages an account sees as a guest; what it sees as a member is not among them. */
  async sharedWith(account: AccountId): Promise<readonly SharedPage[]> {
    const { storage, accounts, roles } = this.#options;
    const shared: SharedPage[] = [];
    for (const { workspace, page, role, grantedBy } of await storage.grants.ofAccount(account)) {
      if ((await roles.of(workspace, account)) !== null) continue;
      shared.push({ workspace, page, role, from: (await accounts.find(grantedBy)).name });
    }
    return shared;
  }

  async #requireSharer(workspace: string, page: PageId, by: AccountId): Promise<void> {
    const { storage, roles } = this.#options;
    await roles.require(workspace, by, 'editor');
    if (await storage.removals.isDeleted(workspace, `page/${page}`)) {
      throw new ConfabError('page-deleted');
    }
  }

  async #findByEmail(email: string, by: AccountId) {
    const { accounts, unknownAddresses } = this.#options;
    unknownAddresses.check(by);
    const account = await accounts.findByEmail(email);
    if (account !== null) return account;
    unknownAddresses.take(by);
    throw new ConfabError('not-found');
  }
}
