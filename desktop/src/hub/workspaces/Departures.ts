import { ConfabError } from '@confab/shared-types';
import type { ErrorCode, LocalWorkspace, WorkspaceId } from '@confab/shared-types';
import type { ConnectionStore } from '../accounts/ConnectionStore.ts';
import type { Servers } from '../accounts/Servers.ts';
import type { DocumentStore } from '../documents/DocumentStore.ts';
import type { Documents } from '../documents/Documents.ts';
import type { DocumentFileReferences } from '../files/DocumentFileReferences.ts';
import type { Files } from '../files/Files.ts';
import type { PendingDeletions } from '../sync/PendingDeletions.ts';
import type { CaughtUp } from './CaughtUp.ts';
import type { DeletedPages } from './DeletedPages.ts';
import type { SharedPages } from './SharedPages.ts';
import type { WorkspaceLinks } from './WorkspaceLinks.ts';
import type { Workspaces } from './Workspaces.ts';
import type { WorkspaceStore } from './WorkspaceStore.ts';

export interface DeparturesOptions {
  readonly workspaceStore: WorkspaceStore;
  readonly workspaces: Workspaces;
  readonly sharedPages: SharedPages;
  readonly deletedPages: DeletedPages;
  readonly links: WorkspaceLinks;
  readonly servers: Servers;
  readonly connections: ConnectionStore;
  readonly documents: Documents;
  readonly store: DocumentStore;
  readonly files: Files;
  readonly references: DocumentFileReferences;
  readonly deletions: PendingDeletions;
  readonly caughtUp: CaughtUp;
  /** What was not taken by the server is kept beside the workspace. */
  readonly giveUpEdits: (workspace: WorkspaceId, code: ErrorCode) => void;
  /** How much of a workspace its server has not got. */
  readonly waiting: (workspace: WorkspaceId) => number;
  /** A workspace is gone from this device: whatever else is kept of it goes too. */
  readonly onRemoved: (workspace: WorkspaceId) => void;
  /** Brings here what the server keeps of a workspace's history. */
  readonly fetchVersions: (workspace: WorkspaceId) => Promise<void>;
  /** A workspace has no server any more: what was copied from there is its own. */
  readonly onLocal: (workspace: WorkspaceId) => void;
  /** Nothing is left: the person gets an empty workspace. */
  readonly beginAnew: () => Promise<void>;
  readonly onNotice: (code: ErrorCode, workspace: WorkspaceId) => void;
}

/** How a workspace leaves its server, or this device. */
export class Departures {
  readonly #options: DeparturesOptions;

  constructor(options: DeparturesOptions) {
    this.#options = options;
  }

  /** Finishes removals that were cut off. */
  async start(): Promise<void> {
    for (const id of this.#options.workspaceStore.orphans()) await this.#purge(id);
  }

  /**
   * The server forgets a workspace, here it stays and may be written. First everything comes here
   * that only the server has. May be repeated after any interruption. Rejects with `no-permission`
   * for all but its owner, `not-connected` while the server is out of reach.
   */
  async takeOffline(id: WorkspaceId): Promise<LocalWorkspace> {
    const { workspaceStore, workspaces } = this.#options;
    const { server, role, detached } = workspaceStore.get(id);
    if (server === null) return workspaces.describe(id);
    if (role !== 'owner' || detached !== undefined) throw new ConfabError('no-permission');
    try {
      await this.#takeFrom(server, id);
    } catch (error) {
      // An earlier try that was cut off had reached the server, which has said so by now.
      if (workspaceStore.get(id).server !== null) throw error;
    }
    return workspaces.describe(id);
  }

  /** The server does not give the workspace to this account any more; `not-found`: nor to anybody. */
  unfollowed(id: WorkspaceId, code: ErrorCode): void {
    const { workspaceStore, workspaces, giveUpEdits, onNotice } = this.#options;
    const record = workspaceStore.find(id);
    if (record === null || record.server === null) return;
    const offline = code === 'not-found';
    // An owner's copy lives on, also when another device of theirs took it offline.
    if (offline && record.role === 'owner' && record.detached === undefined) {
      return this.#makeLocal(id);
    }
    const why = offline ? 'taken-offline' : 'not-member';
    const before = record.detached;
    workspaces.detach(id, why);
    giveUpEdits(id, offline ? 'not-found' : 'no-permission');
    if (before !== why) onNotice(offline ? 'not-found' : 'no-permission', id);
  }

  /** Gives up the membership; what is here stays readable. */
  async leave(id: WorkspaceId): Promise<void> {
    const { workspaceStore, servers } = this.#options;
    const { server, account } = workspaceStore.get(id);
    if (server === null || account === null) throw new ConfabError('not-connected', 'local');
    await servers.ask(server, (api) => api.removeMember(id, account));
    this.unfollowed(id, 'no-permission');
  }

  /**
   * Removes a workspace from this device. Rejects with `edits-waiting` unless `force` is set: when
   * the server does not have everything, and always where there is no server.
   */
  async remove(id: WorkspaceId, force: boolean): Promise<void> {
    const { workspaceStore, beginAnew } = this.#options;
    const { server, detached } = workspaceStore.get(id);
    const isSafe = server !== null && this.#options.waiting(id) === 0;
    if (!force && !isSafe) throw new ConfabError('edits-waiting');
    if (server !== null && detached === undefined) workspaceStore.rememberRemoved(id, server);
    await this.#remove(id);
    if (workspaceStore.list().length === 0) await beginAnew();
  }

  /**
   * Ends a session; without `keepData` its workspaces leave this device too. Rejects with
   * `edits-waiting` when something of them would be lost and `force` is not set.
   */
  async signOut(server: string, keepData: boolean, force: boolean): Promise<void> {
    const { connections, workspaceStore, servers, waiting, beginAnew } = this.#options;
    const { account } = connections.get(server);
    const bound = workspaceStore.boundTo(server, account.id);
    if (!keepData && !force && bound.some(({ id }) => waiting(id) > 0)) {
      throw new ConfabError('edits-waiting');
    }
    await servers.signOut(server);
    if (keepData) return;
    for (const { id } of bound) await this.#remove(id);
    workspaceStore.forgetAllRemoved(server);
    servers.forget(server);
    if (workspaceStore.list().length === 0) await beginAnew();
  }

  async #takeFrom(server: string, id: WorkspaceId): Promise<void> {
    const { servers, files, references, caughtUp, fetchVersions } = this.#options;
    await caughtUp.wait(id);
    for await (const { workspace, hash } of references.ofWorkspace(id)) {
      if (workspace === id) await unlessMissing(files.fetch(id, hash));
    }
    await fetchVersions(id);
    // What came meanwhile is here too: the connection stays until the server has forgotten it.
    await caughtUp.wait(id);
    await servers.ask(server, (api) => api.takeOffline(id));
    this.#makeLocal(id);
  }

  #makeLocal(id: WorkspaceId): void {
    const { workspaces, links, store, files, deletions, deletedPages, onLocal } = this.#options;
    if (this.#options.workspaceStore.get(id).server === null) return;
    links.of(id)?.sync.unfollow(id);
    // Before the workspace itself: cut off in between, the server says once more that it is gone.
    store.forgetServer(id);
    files.forgetServer(id);
    deletions.forget(id);
    deletedPages.forget(id);
    onLocal(id);
    workspaces.makeLocal(id);
  }

  /** The record first: from there on nothing is written to it, and the rest is found by `start`. */
  async #remove(id: WorkspaceId): Promise<void> {
    const { links, workspaceStore, workspaces, sharedPages } = this.#options;
    links.of(id)?.sync.unfollow(id);
    workspaceStore.delete(id);
    sharedPages.forget(id);
    await this.#purge(id);
    workspaces.changed();
  }

  async #purge(id: WorkspaceId): Promise<void> {
    const { documents, store, files, deletions, deletedPages, onRemoved } = this.#options;
    for (const doc of store.list(id)) documents.reset(doc);
    deletions.forget(id);
    deletedPages.forget(id);
    await files.removeWorkspace(id);
    onRemoved(id);
  }
}

/** A file that its server lost is nowhere to be had: nothing is lost by going on. */
async function unlessMissing(fetching: Promise<void>): Promise<void> {
  try {
    await fetching;
  } catch (error) {
    if (!(error instanceof ConfabError) || error.code !== 'not-found') throw error;
  }
}
