import type { AccountId } from '@confab/shared-types';
import type { Bus } from '../bus/Bus.ts';
import type { AccountEvents } from '../presence/AccountEvents.ts';
import type { WorkspaceStorage } from '../storage/Storage.ts';
import { isAtLeast } from '../workspaces/Roles.ts';
import type { Roles } from '../workspaces/Roles.ts';
import type { Grants } from './Grants.ts';

export interface SharingNewsOptions {
  readonly workspaces: Pick<WorkspaceStorage, 'members'>;
  readonly roles: Roles;
  readonly grants: Grants;
  readonly events: AccountEvents;
  readonly bus: Bus;
}

/** Tells connections and devices what changed in who sees what. */
export class SharingNews {
  readonly #options: SharingNewsOptions;

  constructor(options: SharingNewsOptions) {
    this.#options = options;
  }

  /** Accounts were let into single pages or out of them: their open streams change at once. */
  async ofGuests(workspace: string, accounts: readonly AccountId[]): Promise<void> {
    const { events } = this.#options;
    for (const account of accounts) await this.ofRights(workspace, account);
    await events.append(accounts, 'shared-pages', '');
    await this.ofSharing(workspace);
  }

  /** What is remembered of an account in a workspace is stale, on every node. */
  async ofRights(workspace: string, account: AccountId): Promise<void> {
    const { roles, grants, bus } = this.#options;
    roles.forget(workspace, account);
    grants.forget(workspace, account);
    await bus.publish('role', { workspace, account });
  }

  /** Guests, invitations or links changed: those are told who may change them. */
  async ofSharing(workspace: string): Promise<void> {
    const { workspaces, events } = this.#options;
    const members = await workspaces.members(workspace);
    const editors = members.filter(({ role }) => isAtLeast(role, 'editor'));
    await events.append(
      editors.map((member) => member.account),
      'sharing',
      workspace,
    );
  }
}
