import { ConfabError, roles } from '@confab/shared-types';
import type { AccountId, Role } from '@confab/shared-types';
import type { Bus } from '../bus/Bus.ts';
import type { Storage } from '../storage/Storage.ts';

const rememberedLimit = 50_000;

/** Who may do what in a workspace: asked for every edit, so remembered until the bus says otherwise. */
export class Roles {
  readonly #storage: Pick<Storage, 'workspaces' | 'removals'>;
  readonly #remembered = new Map<string, Role | null>();
  readonly #unsubscribe: () => void;
  #changes = 0;

  constructor(storage: Pick<Storage, 'workspaces' | 'removals'>, bus: Bus) {
    this.#storage = storage;
    this.#unsubscribe = bus.subscribe('role', ({ workspace, account }) =>
      this.forget(workspace, account),
    );
  }

  /** Null: not a member, or there is no such workspace. */
  async of(workspace: string, account: AccountId): Promise<Role | null> {
    const key = `${workspace}/${account}`;
    const remembered = this.#remembered.get(key);
    if (remembered !== undefined) return remembered;
    const changes = this.#changes;
    const role = await this.#storage.workspaces.role(workspace, account);
    // Read before a change and remembered after it, a role would stay wrong.
    if (changes !== this.#changes) return role;
    if (this.#remembered.size >= rememberedLimit) this.#remembered.clear();
    this.#remembered.set(key, role);
    return role;
  }

  /** Throws as {@link refusal} says unless the account is a member with at least that role. */
  async require(workspace: string, account: AccountId, least: Role = 'viewer'): Promise<Role> {
    const role = await this.of(workspace, account);
    if (role === null) throw await this.refusal(workspace, account);
    if (!isAtLeast(role, least)) throw new ConfabError('no-permission');
    return role;
  }

  /**
   * What an account is told that may do nothing in a workspace: `not-found` when it was in it until
   * its owner took it offline, else `no-permission`, also when there never was such a workspace.
   */
  async refusal(workspace: string, account: AccountId): Promise<ConfabError> {
    const former = await this.#storage.removals.formerly(workspace, account);
    return new ConfabError(former === null ? 'no-permission' : 'not-found');
  }

  forget(workspace: string, account: AccountId): void {
    this.#changes += 1;
    this.#remembered.delete(`${workspace}/${account}`);
  }

  close(): void {
    this.#unsubscribe();
  }
}

export function isAtLeast(role: Role, least: Role): boolean {
  return roles.indexOf(role) <= roles.indexOf(least);
}
