import type { AccountId, GuestRole, PageId } from '@confab/shared-types';
import type { Bus } from '../bus/Bus.ts';
import type { GrantStorage } from '../storage/SharingStorage.ts';

const rememberedLimit = 50_000;

export type GrantedPages = ReadonlyMap<PageId, GuestRole>;

/** Which single pages somebody was let into; remembered like roles, until the bus says otherwise. */
export class Grants {
  readonly #storage: GrantStorage;
  readonly #remembered = new Map<string, GrantedPages>();
  readonly #unsubscribe: () => void;
  #changes = 0;

  constructor(storage: GrantStorage, bus: Bus) {
    this.#storage = storage;
    this.#unsubscribe = bus.subscribe('role', ({ workspace, account }) =>
      this.forget(workspace, account),
    );
  }

  async of(workspace: string, account: AccountId): Promise<GrantedPages> {
    const key = `${workspace}/${account}`;
    const remembered = this.#remembered.get(key);
    if (remembered !== undefined) return remembered;
    const changes = this.#changes;
    const grants = await this.#storage.within(workspace, account);
    const pages = new Map(grants.map(({ page, role }) => [page, role]));
    // Read before a change and remembered after it, grants would stay wrong.
    if (changes !== this.#changes) return pages;
    if (this.#remembered.size >= rememberedLimit) this.#remembered.clear();
    this.#remembered.set(key, pages);
    return pages;
  }

  forget(workspace: string, account: AccountId): void {
    this.#changes += 1;
    this.#remembered.delete(`${workspace}/${account}`);
  }

  close(): void {
    this.#unsubscribe();
  }
}
