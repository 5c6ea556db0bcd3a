import type {
  AccountId,
  Call,
  CalleeState,
  DocKey,
  DocName,
  PageId,
  RingState,
  Role,
} from '@confab/shared-types';
import type { GrantStorage, PublicLinkStorage, RemovalStorage } from './SharingStorage.ts';
import type { VersionStorage } from './VersionStorage.ts';

/**
 * Everything the server keeps, apart from accounts' credentials and the bytes of files. A resolved
 * promise of a writing method means: committed to disk. Times are milliseconds since the epoch.
 */
export interface Storage {
  readonly settings: SettingStorage;
  readonly sessions: SessionStorage;
  readonly workspaces: WorkspaceStorage;
  readonly invitations: InvitationStorage;
  readonly grants: GrantStorage;
  readonly publicLinks: PublicLinkStorage;
  readonly removals: RemovalStorage;
  readonly documents: DocumentStorage;
  readonly versions: VersionStorage;
  readonly files: FileStorage;
  readonly references: ReferenceStorage;
  readonly calls: CallStorage;
  readonly rings: RingStorage;
  readonly events: EventStorage;
  close(): Promise<void>;
}

export interface SettingStorage {
  /** The kept value, or `initial` after keeping it: whoever is first decides. */
  getOrSet(key: string, initial: string): Promise<string>;
}

export interface StoredSession {
  /** SHA-256 of the bearer token, hex: the token itself is not kept. */
  readonly hash: string;
  readonly account: AccountId;
  readonly device: string;
  readonly createdAt: number;
  readonly usedAt: number;
}

export interface SessionStorage {
  add(session: StoredSession): Promise<void>;
  find(hash: string): Promise<StoredSession | null>;
  touch(hash: string, usedAt: number): Promise<void>;
  remove(hash: string): Promise<void>;
}

export interface StoredWorkspace {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
}

export interface StoredMember {
  readonly account: AccountId;
  readonly role: Role;
  readonly joinedAt: number;
}

export interface WorkspaceStorage {
  /**
   * Makes the workspace with its owner. False, and nothing changes, when the id is there already or
   * was taken offline by somebody else.
   */
  create(workspace: StoredWorkspace, owner: AccountId): Promise<boolean>;
  find(id: string): Promise<StoredWorkspace | null>;
  rename(id: string, name: string): Promise<void>;
  ofAccount(account: AccountId): Promise<readonly { workspace: StoredWorkspace; role: Role }[]>;
  members(id: string): Promise<readonly StoredMember[]>;
  role(id: string, account: AccountId): Promise<Role | null>;
  /** Adds the member or changes their role. */
  setRole(id: string, account: AccountId, role: Role, at: number): Promise<void>;
  /** Takes the account's single pages of that workspace away too. */
  removeMember(id: string, account: AccountId): Promise<void>;
  /** Everybody else who is in a workspace with this account, each once. */
  colleagues(account: AccountId): Promise<readonly AccountId[]>;
  shareWorkspace(account: AccountId, other: AccountId): Promise<boolean>;
}

export interface StoredInvitation {
  readonly code: string;
  readonly workspace: string;
  readonly role: Role;
  readonly createdBy: AccountId;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Null: as often as wanted. */
  readonly maxUses: number | null;
  readonly uses: number;
  /** Set: it makes guests of that page instead of members. */
  readonly page: PageId | null;
}

export interface InvitationStorage {
  add(invitation: StoredInvitation): Promise<void>;
  find(code: string): Promise<StoredInvitation | null>;
  /**
   * Uses the invitation up by one and adds the member, or the guest, in one transaction. False when
   * it is used up or has expired; who has as much already keeps it and costs no use.
   */
  accept(code: string, account: AccountId, at: number): Promise<boolean>;
  /** Those of a workspace that have not ended, the newest first. */
  open(workspace: string, at: number): Promise<readonly StoredInvitation[]>;
  remove(code: string): Promise<void>;
}

export interface NewUpdate {
  readonly doc: DocKey;
  readonly author: AccountId;
  readonly payload: Uint8Array;
  readonly at: number;
}

export interface LoadedDocument {
  /** The last committed number, 0 when the document is not registered. */
  readonly seq: number;
  readonly snapshot: Uint8Array | null;
  /** Updates after the snapshot, in order. */
  readonly updates: readonly Uint8Array[];
  /** Rows whose checksum failed; they are set aside and are not among the above. */
  readonly quarantined: number;
  /** Deleted for good: there is nothing, and never will be again. */
  readonly deleted?: true;
}

export interface DocumentStorage {
  /** Without those that are deleted for good. */
  list(workspace: string): Promise<readonly { name: DocName; seq: number }[]>;
  load(doc: DocKey): Promise<LoadedDocument>;
  /**
   * Commits all of them in one transaction and returns their numbers; counts from 1 per document.
   * Null for one whose document was deleted for good: it is not kept.
   */
  append(updates: readonly NewUpdate[]): Promise<readonly (number | null)[]>;
  /** Puts `snapshot`, the state at `seq`, in the place of the rows up to `seq`, in one transaction. */
  compact(doc: DocKey, seq: number, snapshot: Uint8Array): Promise<void>;
}

export interface StoredFile {
  readonly workspace: string;
  readonly hash: string;
  readonly size: number;
  readonly type: string;
  readonly addedBy: AccountId;
  readonly addedAt: number;
}

export interface FileStorage {
  /** Idempotent by workspace and hash. */
  add(file: StoredFile): Promise<void>;
  find(workspace: string, hash: string): Promise<StoredFile | null>;
  /** Somebody has just asked for it to be here: it counts as new. False when it is not known. */
  touch(workspace: string, hash: string): Promise<boolean>;
  /** Notes since when each file of a workspace is referred to by nothing, or that it is again. */
  markUnreferenced(workspace: string, at: number): Promise<void>;
  /**
   * Forgets up to `limit` files of a workspace that nothing has referred to since `before`, and
   * returns their hashes. Null, and nothing happens, when a document there is not read yet.
   */
  collect(workspace: string, before: number, limit: number): Promise<readonly string[] | null>;
}

/** Which files the documents refer to, and how far each document was read for that. */
export interface ReferenceStorage {
  /** Whether the document, or a kept version of it, refers to the file. */
  has(doc: DocKey, hash: string): Promise<boolean>;
  isStale(doc: DocKey): Promise<boolean>;
  /** Documents of a workspace that moved on since they were read. */
  stale(workspace: string, limit: number): Promise<readonly DocKey[]>;
  /** What the document refers to at `seq`, in the place of what was known. */
  replace(doc: DocKey, seq: number, hashes: readonly string[]): Promise<void>;
  /** Workspaces that have files. */
  workspaces(): Promise<readonly string[]>;
}

/** Whose hub writes the minutes of a call, and until when nobody else does. */
export interface MinutesLeaseHolder {
  readonly holder: string;
  readonly until: number;
}

export interface CallStorage {
  /** The running call of the page (null: of the workspace as a whole), else `call` after adding it. */
  startOrFind(call: Call): Promise<Call>;
  find(id: string): Promise<Call | null>;
  running(workspace: string): Promise<readonly Call[]>;
  runningSince(before: number): Promise<readonly Call[]>;
  /** The page that is kept: `page`, or the one set before. */
  setMinutesPage(id: string, page: string): Promise<string>;
  /** The call whose minutes a page is; null: it is none of a call's. */
  ofMinutesPage(workspace: string, page: string): Promise<Call | null>;
  /** False when it had ended already. */
  end(id: string, at: number): Promise<boolean>;
  /**
   * Gives the lease to `holder` until a moment, unless somebody else has it beyond `now`. Compare and
   * set; answers who has it then. Null: there is no such call.
   */
  takeMinutesLease(
    id: string,
    holder: string,
    now: number,
    until: number,
  ): Promise<MinutesLeaseHolder | null>;
  /** Nothing happens when somebody else has it. */
  giveBackMinutesLease(id: string, holder: string): Promise<void>;
  addPerson(id: string, account: AccountId, at: number): Promise<void>;
  people(id: string): Promise<readonly { account: AccountId; joinedAt: number }[]>;
}

export interface StoredRing {
  readonly id: string;
  readonly call: string;
  readonly workspace: string;
  readonly page: string | null;
  readonly from: AccountId;
  readonly to: AccountId;
  readonly state: RingState;
  readonly callee: CalleeState;
  /** Said when it was declined. */
  readonly message: string | null;
  readonly startedAt: number;
}

export interface RingStorage {
  /** The ring of that call to that person that still rings, else `ring` after adding it. */
  startOrFind(ring: StoredRing): Promise<StoredRing>;
  find(id: string): Promise<StoredRing | null>;
  ringing(): Promise<readonly StoredRing[]>;
  /** Compare and set: true for the one caller that moved it out of `ringing`, message and all. */
  finish(
    id: string,
    state: Exclude<RingState, 'ringing'>,
    at: number,
    message: string | null,
  ): Promise<boolean>;
}

export type EventType = 'ring' | 'call' | 'workspace' | 'sharing' | 'shared-pages';

export interface StoredEvent {
  readonly cursor: number;
  readonly type: EventType;
  /** Id of the ring, call or workspace, empty for shared pages: what is sent is how it stands when it is sent. */
  readonly ref: string;
}

export interface EventStorage {
  /** Notes news of one thing for each account; earlier news of the same thing is replaced. */
  append(accounts: readonly AccountId[], type: EventType, ref: string, at: number): Promise<void>;
  after(account: AccountId, cursor: number, limit: number): Promise<readonly StoredEvent[]>;
  /** The highest cursor ever given. */
  last(): Promise<number>;
  prune(before: number): Promise<void>;
}
