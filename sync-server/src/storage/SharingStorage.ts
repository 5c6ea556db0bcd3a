import type { AccountId, DocName, GuestRole, PageId, Role } from '@confab/shared-types';

export interface StoredGrant {
  readonly workspace: string;
  readonly page: PageId;
  readonly account: AccountId;
  readonly role: GuestRole;
  readonly grantedBy: AccountId;
  readonly grantedAt: number;
}

/** Accounts that were let into single pages. */
export interface GrantStorage {
  /** Adds the grant, or changes the role of the one there is. */
  set(grant: StoredGrant): Promise<void>;
  /** False when there was none. */
  remove(workspace: string, page: PageId, account: AccountId): Promise<boolean>;
  ofPage(workspace: string, page: PageId): Promise<readonly StoredGrant[]>;
  ofAccount(account: AccountId): Promise<readonly StoredGrant[]>;
  /** One account's pages of one workspace. */
  within(workspace: string, account: AccountId): Promise<readonly StoredGrant[]>;
}

export interface StoredPublicLink {
  readonly code: string;
  readonly workspace: string;
  readonly page: PageId;
  readonly createdBy: AccountId;
  readonly createdAt: number;
}

export interface PublicLinkStorage {
  /** The link of that page there is, else `link` after adding it. */
  addOrFind(link: StoredPublicLink): Promise<StoredPublicLink>;
  find(code: string): Promise<StoredPublicLink | null>;
  ofPage(workspace: string, page: PageId): Promise<StoredPublicLink | null>;
  remove(workspace: string, page: PageId): Promise<void>;
}

export interface FormerMember {
  readonly account: AccountId;
  /** Null: a guest. */
  readonly role: Role | null;
}

/** Pages and workspaces that leave the server for good. */
export interface RemovalStorage {
  /**
   * Deletes the documents with all that belongs to them and leaves a tombstone of each, in one
   * transaction, also where nothing was written yet. With the page's guests, invitations and link.
   */
  deletePage(workspace: string, page: PageId, names: readonly DocName[], at: number): Promise<void>;
  isDeleted(workspace: string, name: DocName): Promise<boolean>;

  /**
   * Takes a workspace offline, in one transaction: nobody is in it any more, and it is noted who
   * was. Its data follows with {@link removeSome}. Returns who was in it.
   */
  takeOffline(workspace: string, at: number): Promise<readonly FormerMember[]>;
  /** How an account was in a workspace when it was taken offline; null: it was not. */
  formerly(workspace: string, account: AccountId): Promise<'owner' | 'member' | null>;
  /** Taken offline, but their data is still here. */
  unfinished(): Promise<readonly string[]>;
  /** Removes at most `limit` documents, or the rest of what there is. False: nothing is left. */
  removeSome(workspace: string, limit: number): Promise<boolean>;
}
