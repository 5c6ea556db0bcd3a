import { ConfabError } from '@confab/shared-types';
import type { AccountId, DocKey, ErrorCode, Role, WorkspaceId } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import { GroupCommit } from '../database/GroupCommit.ts';
import { openDatabase } from '../database/openDatabase.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import { Documents } from '../documents/Documents.ts';
import { DocumentStore } from '../documents/DocumentStore.ts';
import type { FindInBackup } from '../documents/Repairs.ts';
import { PageCopier } from '../pages/PageCopier.ts';
import { ForbiddenEdits } from '../sync/ForbiddenEdits.ts';
import type { OpenSocket } from '../sync/Socket.ts';
import { SyncClient } from '../sync/SyncClient.ts';
import { DeletedPages } from '../workspaces/DeletedPages.ts';
import { DocumentAccess } from '../workspaces/DocumentAccess.ts';
import { SharedPageStore } from '../workspaces/SharedPageStore.ts';
import { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';
import type { SeededRandom } from './SeededRandom.ts';

/** A workspace of the device only, where copies go. */
export const localWorkspace: WorkspaceId = 'local-workspace';

export interface HubPartsOptions {
  readonly name: AccountId;
  readonly file: string;
  readonly workspace: WorkspaceId;
  readonly server: string;
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly openSocket: OpenSocket;
  readonly findInBackup: FindInBackup;
  readonly onDamaged: (doc: DocKey) => void;
  readonly onRole: (role: Role | 'guest') => void;
  readonly onUnfollowed: (code: ErrorCode) => void;
  readonly onKept: (doc: DocKey, copy: DocKey | undefined) => void;
  /** Something happened that never must. */
  readonly onFailed: (parts: HubParts, why: string) => void;
}

/** Everything of a hub that dies with its process. */
export interface HubParts {
  readonly database: HubDatabase;
  readonly commits: GroupCommit;
  readonly store: DocumentStore;
  readonly workspaces: WorkspaceStore;
  readonly access: DocumentAccess;
  readonly documents: Documents;
  readonly sync: SyncClient;
  readonly forbidden: ForbiddenEdits;
  /** Whether writes wait for the next commit. */
  deferred: boolean;
}

/** The parts of a hub that keep, merge and resume, as the hub itself puts them together. */
export function createHubParts(options: HubPartsOptions): HubParts {
  const { name, file, workspace, server, clock, random, openSocket } = options;
  const database = openDatabase(file);
  const commits = new GroupCommit(database, { defer: () => (parts.deferred = true) });
  const store = new DocumentStore({ database, commits, clock });
  const workspaces = new WorkspaceStore(database, clock);
  if (workspaces.find(workspace) === null) {
    workspaces.put({ id: workspace, name: 'Fuzz', server, account: name, role: 'editor' });
    workspaces.put({ id: localWorkspace, name, server: null, account: null, role: 'owner' });
  }
  const access = new DocumentAccess({
    workspaces,
    sharedPages: new SharedPageStore(database),
    deletedPages: new DeletedPages(database),
    holds: (doc) => store.holds(doc),
  });
  const documents: Documents = new Documents({
    store,
    clock,
    author: name,
    access: (doc) => access.of(doc),
    reason: (doc) => access.reason(doc),
    capacity: 2,
    repair: options.findInBackup,
    listener: {
      onLocalUpdate: (doc) => sync.localUpdate(doc),
      onChanged: () => undefined,
      onDamaged: (doc) => queueMicrotask(() => sync.compareAgain(doc)),
      onCursors: () => undefined,
      onNotice: (code, doc) => {
        if (code === 'data-damaged') options.onDamaged(doc);
      },
    },
  });
  const sync: SyncClient = new SyncClient({
    url: 'ws://simulated/sync',
    server,
    account: name,
    session: name,
    documents,
    store,
    access,
    isDeleted: () => false,
    openSocket,
    clock,
    random: random.next,
    log: () => undefined,
    listener: {
      onState: () => undefined,
      onRejected: (why) => options.onFailed(parts, `rejected: ${why}`),
      onRole: (_workspace, role) => options.onRole(role),
      onUnfollowed: (_workspace, code) => options.onUnfollowed(code),
      onForbidden: (doc, code) => forbidden.giveUp(doc, code),
      onDeleted: () => undefined,
      onOpened: () => undefined,
      onRewound: () => undefined,
      onProgress: () => undefined,
      onNotice: () => undefined,
    },
  });
  const forbidden = new ForbiddenEdits({
    documents,
    store,
    copier: new PageCopier({ documents, copyFile: () => Promise.resolve() }),
    titleOf: (title) => `${title} (copy)`,
    localWorkspace: () => Promise.resolve(localWorkspace),
    compareAgain: (doc) => sync.compareAgain(doc),
    onKept: (_code, doc, copy) => options.onKept(doc, copy),
    onFailed: (error) => {
      // A full disk leaves the edits where they are.
      const wasFull = error instanceof ConfabError && error.code.startsWith('storage-');
      if (!wasFull) options.onFailed(parts, String(error));
    },
  });
  const parts: HubParts = {
    ...{ database, commits, store, workspaces, access, documents, sync, forbidden },
    deferred: false,
  };
  if (workspaces.get(workspace).detached === undefined) sync.follow(workspace);
  sync.start();
  return parts;
}
