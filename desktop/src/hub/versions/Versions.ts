import { ConfabError } from '@confab/shared-types';
import type {
  DocKey,
  FileHash,
  LocalWorkspace,
  PageId,
  PageVersion,
  WorkspaceId,
} from '@confab/shared-types';
import * as Y from 'yjs';
import type { ServerApi } from '../accounts/ServerApi.ts';
import type { Clock } from '../Clock.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import { parseDocKey, workspaceOf } from '../documents/docNames.ts';
import type { DocumentReader } from '../documents/DocumentReader.ts';
import { readFileReferences } from '../files/fileReferences.ts';
import type { FileReference, FileReferences } from '../files/fileReferences.ts';
import type { Log } from '../log.ts';
import { LocalVersions } from './LocalVersions.ts';
import type { LocalVersionsOptions } from './LocalVersions.ts';
import { VersionStore } from './VersionStore.ts';
import type { KeptVersion } from './VersionStore.ts';

export type AskServer = <T>(
  workspace: WorkspaceId,
  question: (api: ServerApi) => Promise<T>,
) => Promise<T>;

/** A version whose state is here, and the files it shows. */
export interface KeptState {
  readonly version: PageVersion;
  readonly state: Uint8Array;
  readonly files: readonly FileReference[];
}

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
  /** Gets a file that is not here from the workspace's server. */
  readonly fetchFile: (workspace: WorkspaceId, hash: FileHash) => Promise<void>;
  /** A version of a page was kept or named. */
  readonly onChange: (workspace: WorkspaceId, page: PageId) => void;
}

/** What is fetched of a page when its server is left; those with a name come beside. */
const fetchedPerPage = 20;

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
    return (await this.#fetch(workspace, page, id)).state;
  }

  /**
   * Before a workspace leaves its server: brings the newest versions of each page here, those with a
   * name, and the files they show. May be repeated. Rejects with `not-connected`.
   */
  async fetchKept(workspace: WorkspaceId): Promise<void> {
    for (const doc of this.#options.list(workspace)) {
      const parts = parseDocKey(doc);
      if (parts.kind === 'page') await unlessGone(this.#fetchOfPage(workspace, parts.page));
    }
  }

  /** A workspace has no server any more: what was fetched of its history is kept here. */
  takeOver(workspace: WorkspaceId): void {
    this.#store.takeOver(workspace);
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

  /** The versions of a page that can be backed up: what is damaged or not here is left out. */
  *statesHere(workspace: WorkspaceId, page: PageId): Generator<KeptState> {
    for (const version of this.#store.list(workspace, page)) {
      const state = version.here ? this.#soundState(workspace, page, version.id) : null;
      if (state !== null) yield { version: asVersion(version), state, files: filesOf(state) };
    }
  }

  /** Keeps a version of a page that is restored from a backup. Throws `malformed-message`. */
  add(workspace: WorkspaceId, page: PageId, version: PageVersion, state: Uint8Array): void {
    const { id, at, authors, name } = version;
    const kept = { id, at, authors, name, sizeBytes: state.length };
    this.#store.add(workspace, page, { ...kept, seq: 0, state, files: filesOf(state) });
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

  #soundState(workspace: WorkspaceId, page: PageId, id: string): Uint8Array | null {
    try {
      return this.#store.state(workspace, page, id);
    } catch (error) {
      if (error instanceof ConfabError) return null;
      throw error;
    }
  }

  async #fetchOfPage(workspace: WorkspaceId, page: PageId): Promise<void> {
    const versions = await this.#ask(workspace, (api) => api.versions(workspace, page));
    this.#store.putRemote(workspace, page, versions);
    const remote = this.#store.list(workspace, page).filter((version) => version.remote);
    for (const [place, { id, name, here }] of remote.entries()) {
      if (here || (name === null && place >= fetchedPerPage)) continue;
      await unlessGone(this.#fetchWithFiles(workspace, page, id));
    }
  }

  async #fetchWithFiles(workspace: WorkspaceId, page: PageId, id: string): Promise<void> {
    const { files } = await this.#fetch(workspace, page, id);
    for (const file of files) {
      if (file.workspace !== workspace) continue;
      await unlessGone(this.#options.fetchFile(workspace, file.hash));
    }
  }

  async #fetch(
    workspace: WorkspaceId,
    page: PageId,
    id: string,
  ): Promise<{ readonly state: Uint8Array; readonly files: readonly FileReference[] }> {
    const state = await this.#ask(workspace, (api) => api.versionState(workspace, page, id));
    const fetched = { state, files: filesOf(state) };
    this.#store.keepRemoteState(workspace, page, id, fetched);
    return fetched;
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

/** Throws `malformed-message` for what is no update. */
function filesOf(state: Uint8Array): FileReference[] {
  const ydoc = new Y.Doc();
  try {
    Y.applyUpdate(ydoc, state);
    return readFileReferences(ydoc);
  } catch (error) {
    throw new ConfabError('malformed-message', 'not a Yjs update', { cause: error });
  } finally {
    ydoc.destroy();
  }
}

/** What the server itself does not have any more is nowhere to be had: nothing is lost by going on. */
async function unlessGone(fetching: Promise<void>): Promise<void> {
  try {
    await fetching;
  } catch (error) {
    const gone = ['not-found', 'page-deleted', 'version-unknown'];
    if (!(error instanceof ConfabError) || !gone.includes(error.code)) throw error;
  }
}
