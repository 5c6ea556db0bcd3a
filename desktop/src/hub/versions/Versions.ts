import { ConfabError } from '@confab/shared-types';
import type {
  DocKey,
  LocalWorkspace,
  PageId,
  PageVersion,
  WorkspaceId,
} from '@confab/shared-types';
import * as Y from 'yjs';
import type { ServerApi } from '../accounts/ServerApi.ts';
import type { Clock } from '../Clock.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import { workspaceOf } from '../documents/docNames.ts';
import type { DocumentReader } from '../documents/DocumentReader.ts';
import type { FileReferences } from '../files/fileReferences.ts';
import type { Log } from '../log.ts';
import { LocalVersions } from './LocalVersions.ts';
import type { LocalVersionsOptions } from './LocalVersions.ts';
import { VersionStore } from './VersionStore.ts';
import type { KeptVersion } from './VersionStore.ts';

export type AskServer = <T>(
  workspace: WorkspaceId,
  question: (api: ServerApi) => Promise<T>,
) => Promise<T>;

export interface VersionsOptions {
  readonly database: HubDatabase;
  readonly reader: DocumentReader;
  readonly clock: Clock;
  readonly log: Log;
  readonly author: LocalVersionsOptions['author'];
  readonly workspaces: () => readonly LocalWorkspace[];
  /** Documents of a workspace that are on disk. */
  readonly list: (workspace: WorkspaceId) => readonly DocKey[];
  /** Asks the server a workspace is bound to. */
  readonly ask: AskServer;
  /** A version of a page was kept or named. */
  readonly onChange: (workspace: WorkspaceId, page: PageId) => void;
}

/**
 * The history of pages. A shared workspace's server keeps it, and this device what was looked at;
 * of a local one it is all here, and stays when the workspace is published.
 */
export class Versions {
  readonly #options: VersionsOptions;
  readonly #store: VersionStore;
  readonly #local: LocalVersions;

  constructor(options: VersionsOptions) {
    const { reader, clock, log, author, onChange } = options;
    this.#options = options;
    this.#store = new VersionStore(options.database);
    this.#local = new LocalVersions({
      store: this.#store,
      reader,
      clock,
      log,
      author,
      onKept: onChange,
    });
  }

  /** Files that kept versions refer to. */
  get references(): FileReferences {
    return this.#store;
  }

  /** Looks in the background for what was edited before an earlier run ended. */
  start(): void {
    const { workspaces, list } = this.#options;
    for (const { id, server } of workspaces()) {
      if (server === null) this.#local.addUnversioned(list(id));
    }
  }

  close(): void {
    this.#local.close();
  }

  /** A document was edited on this device. */
  edited(doc: DocKey): void {
    const workspace = this.#options.workspaces().find(({ id }) => id === workspaceOf(doc));
    if (workspace?.server === null) this.#local.edited(doc);
  }

  /**
   * Newest first. Without a connection: what was looked at before, and `not-connected` where that is
   * nothing.
   */
  async list(workspace: WorkspaceId, page: PageId): Promise<PageVersion[]> {
    if (!this.#isShared(workspace)) {
      return this.#store
        .list(workspace, page)
        .filter(({ here }) => here)
        .map(asVersion);
    }
    try {
      const versions = await this.#options.ask(workspace, (api) => api.versions(workspace, page));
      this.#store.putRemote(workspace, page, versions);
    } catch (error) {
      const known = this.#store.list(workspace, page);
      if (!isOutOfReach(error) || known.length === 0) throw notConnected(error);
    }
    return this.#store.list(workspace, page).map(asVersion);
  }

  /** The full state as a Yjs update. `version-unknown`; `not-connected` when it is not here. */
  async state(workspace: WorkspaceId, page: PageId, id: string): Promise<Uint8Array> {
    const kept = this.#keptState(workspace, page, id);
    if (kept !== null) return kept;
    if (!this.#isShared(workspace)) throw new ConfabError('version-unknown', id);
    const state = await this.#ask(workspace, (api) => api.versionState(workspace, page, id));
    requireUpdate(state);
    this.#store.keepRemoteState(workspace, page, id, state);
    return state;
  }

  /** Keeps the present state; of a shared page what its server has of it. */
  async keep(workspace: WorkspaceId, page: PageId, name: string | null): Promise<PageVersion> {
    if (!this.#isShared(workspace)) return this.#local.keep(workspace, page, name);
    const version = await this.#ask(workspace, (api) => api.keepVersion(workspace, page, name));
    this.#options.onChange(workspace, page);
    return version;
  }

  /** Gives a version a name, or takes it away. `version-unknown`. */
  async name(
    workspace: WorkspaceId,
    page: PageId,
    id: string,
    name: string | null,
  ): Promise<PageVersion[]> {
    const kept = this.#store.find(workspace, page, id);
    if (kept?.remote === false) this.#store.rename(workspace, page, id, name);
    else if (!this.#isShared(workspace)) throw new ConfabError('version-unknown', id);
    else await this.#ask(workspace, (api) => api.nameVersion(workspace, page, id, name));
    this.#options.onChange(workspace, page);
    return await this.list(workspace, page);
  }

  /** A page is at another place now. */
  follow(from: WorkspaceId, page: PageId, to: WorkspaceId, copy: PageId): void {
    this.#store.move(from, page, to, copy);
  }

  /** Pages were deleted for good. */
  forget(workspace: WorkspaceId, pages: readonly PageId[]): void {
    this.#store.forget(workspace, pages);
  }

  /** A workspace was removed from this device. */
  forgetWorkspace(workspace: WorkspaceId): void {
    this.#store.forgetWorkspace(workspace);
  }

  /** A copy that is damaged is fetched again where that can be. */
  #keptState(workspace: WorkspaceId, page: PageId, id: string): Uint8Array | null {
    try {
      return this.#store.state(workspace, page, id);
    } catch (error) {
      const { remote } = this.#store.find(workspace, page, id) ?? { remote: false };
      if (!(error instanceof ConfabError) || !remote) throw error;
      return null;
    }
  }

  async #ask<T>(workspace: WorkspaceId, question: (api: ServerApi) => Promise<T>): Promise<T> {
    try {
      return await this.#options.ask(workspace, question);
    } catch (error) {
      throw notConnected(error);
    }
  }

  #isShared(workspace: WorkspaceId): boolean {
    const known = this.#options.workspaces().find(({ id }) => id === workspace);
    if (known === undefined) throw new ConfabError('not-found', `workspace ${workspace}`);
    return known.server !== null;
  }
}

function asVersion({ id, at, authors, name, sizeBytes }: KeptVersion): PageVersion {
  return { id, at, authors, name, sizeBytes };
}

function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof ConfabError)) return false;
  return ['server-unreachable', 'unauthenticated', 'not-connected'].includes(error.code);
}

function notConnected(error: unknown): unknown {
  return isOutOfReach(error)
    ? new ConfabError('not-connected', undefined, { cause: error })
    : error;
}

function requireUpdate(state: Uint8Array): void {
  try {
    Y.decodeUpdate(state);
  } catch (error) {
    throw new ConfabError('malformed-message', 'not a Yjs update', { cause: error });
  }
}
