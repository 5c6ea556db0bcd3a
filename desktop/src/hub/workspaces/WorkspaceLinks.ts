import { ConfabError } from '@confab/shared-types';
import type { DocKey, FileHash, WorkspaceId } from '@confab/shared-types';
import type { ConnectionStore } from '../accounts/ConnectionStore.ts';
import type { ServerLink } from '../accounts/ServerLink.ts';
import { pageDoc, parseDocKey, workspaceOf } from '../documents/docNames.ts';
import type { Documents } from '../documents/Documents.ts';
import type { WorkspaceStore } from './WorkspaceStore.ts';

export interface WorkspaceLinksOptions {
  readonly workspaces: WorkspaceStore;
  readonly connections: ConnectionStore;
  readonly documents: Documents;
  readonly link: (server: string) => ServerLink | null;
}

/** Over which link the edits of a workspace go: only ever as the account it is bound to. */
export class WorkspaceLinks {
  readonly #options: WorkspaceLinksOptions;

  constructor(options: WorkspaceLinksOptions) {
    this.#options = options;
  }

  ofDocument(doc: DocKey): ServerLink | null {
    return this.of(workspaceOf(doc));
  }

  /** Null for a local workspace, and while its account is signed out. */
  of(id: WorkspaceId): ServerLink | null {
    const { workspaces, connections, link } = this.#options;
    const workspace = workspaces.find(id);
    if (workspace === null || workspace.server === null) return null;
    const account = connections.find(workspace.server)?.account.id;
    return account === workspace.account ? link(workspace.server) : null;
  }

  /**
   * A document of a server that was never fetched is not here; an empty local one is. Comments are
   * where their page is: most have none, which must not keep anyone from making the first offline.
   */
  isHere(doc: DocKey): boolean {
    const workspace = this.#options.workspaces.find(workspaceOf(doc));
    if (workspace === null || workspace.server === null) return true;
    if (!this.#options.documents.open(doc).empty) return true;
    const parts = parseDocKey(doc);
    if (parts.kind === 'comments' && this.isHere(pageDoc(workspace.id, parts.page))) return true;
    return this.ofDocument(doc)?.sync.isOpened(doc) === true;
  }

  /** Rejects with `not-found`, and `not-connected` where a server would have to be asked. */
  async fetchFile(workspace: WorkspaceId, hash: FileHash): Promise<void> {
    const link = this.of(workspace);
    if (link !== null) return await link.files.download(workspace, hash);
    const isLocal = this.#options.workspaces.find(workspace)?.server === null;
    throw new ConfabError(isLocal ? 'not-found' : 'not-connected', hash);
  }
}
