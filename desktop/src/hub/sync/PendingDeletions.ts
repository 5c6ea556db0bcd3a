import type { DocKey, PageId, WorkspaceId } from '@confab/shared-types';
import { ConfabError } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import { storageError } from '../database/GroupCommit.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import { commentsDoc, pageDoc, workspaceOf } from '../documents/docNames.ts';
import { pageOf } from '../workspaces/DeletedPages.ts';

export interface PendingDeletion {
  readonly page: PageId;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

export interface PendingDeletionsOptions {
  readonly database: HubDatabase;
  readonly clock: Clock;
  /** Whether a server has the workspace: nobody else is to be told of a local one. */
  readonly isShared: (workspace: WorkspaceId) => boolean;
  /** Asks the workspace's server to delete a page for good; rejects while it cannot be reached. */
  readonly deleteAtServer: (workspace: WorkspaceId, page: PageId) => Promise<void>;
  /** Its documents are not synced from now on. */
  readonly stopSyncing: (doc: DocKey) => void;
  /** The server has confirmed: what is left of its documents here goes. */
  readonly discard: (doc: DocKey) => void;
  readonly onProgress: () => void;
  readonly onFailed: (error: unknown) => void;
}

/**
 * Pages deleted here for good, until their server has confirmed it. Meanwhile their documents are
 * not fetched again. Nothing is sent for a local workspace.
 */
export class PendingDeletions {
  readonly #options: PendingDeletionsOptions;
  readonly #pending = new Map<WorkspaceId, Map<PageId, PendingDeletion>>();
  readonly #sending = new Set<WorkspaceId>();

  constructor(options: PendingDeletionsOptions) {
    this.#options = options;
    const rows = options.database
      .prepare('SELECT workspace, page, since FROM pending_deletions ORDER BY since')
      .all() as (PendingDeletion & { readonly workspace: WorkspaceId })[];
    for (const { workspace, page, since } of rows) this.#of(workspace).set(page, { page, since });
  }

  /** Whether a document is of a page that was deleted here. */
  holds(doc: DocKey): boolean {
    const page = pageOf(doc);
    return page !== null && this.#pending.get(workspaceOf(doc))?.has(page) === true;
  }

  list(workspace: WorkspaceId): PendingDeletion[] {
    return [...(this.#pending.get(workspace)?.values() ?? [])];
  }

  /** Remembers deletions, on disk when this returns, and sends them when the server is reached. */
  add(workspace: WorkspaceId, pages: readonly PageId[]): void {
    if (!this.#options.isShared(workspace)) return;
    const since = this.#options.clock.now();
    this.#write((database) => {
      const insert = database.prepare(
        'INSERT INTO pending_deletions VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      );
      for (const page of pages) insert.run(workspace, page, since);
    });
    for (const page of pages) {
      this.#of(workspace).set(page, { page, since });
      for (const doc of docsOf(workspace, page)) this.#options.stopSyncing(doc);
    }
    this.#options.onProgress();
    this.send(workspace);
  }

  /** Sends what waits for a workspace; called again at every connection. */
  send(workspace: WorkspaceId): void {
    if (this.#sending.has(workspace) || this.list(workspace).length === 0) return;
    this.#sending.add(workspace);
    this.#sendAll(workspace)
      .catch((error: unknown) => this.#options.onFailed(error))
      .finally(() => this.#sending.delete(workspace));
  }

  /** The workspace left its server, or this device. */
  forget(workspace: WorkspaceId): void {
    this.#write((database) => {
      database.prepare('DELETE FROM pending_deletions WHERE workspace = ?').run(workspace);
    });
    this.#pending.delete(workspace);
  }

  async #sendAll(workspace: WorkspaceId): Promise<void> {
    for (let next = this.list(workspace)[0]; next !== undefined; next = this.list(workspace)[0]) {
      try {
        await this.#options.deleteAtServer(workspace, next.page);
        for (const doc of docsOf(workspace, next.page)) this.#options.discard(doc);
      } catch (error) {
        // Whoever may not delete it any more gets it back with the next comparison.
        if (!(error instanceof ConfabError) || !isFinal(error)) throw error;
      }
      this.#confirmed(workspace, next.page);
    }
  }

  #confirmed(workspace: WorkspaceId, page: PageId): void {
    this.#write((database) => {
      database
        .prepare('DELETE FROM pending_deletions WHERE workspace = ? AND page = ?')
        .run(workspace, page);
    });
    this.#of(workspace).delete(page);
    this.#options.onProgress();
  }

  #of(workspace: WorkspaceId): Map<PageId, PendingDeletion> {
    const pages = this.#pending.get(workspace) ?? new Map<PageId, PendingDeletion>();
    this.#pending.set(workspace, pages);
    return pages;
  }

  #write(change: (database: HubDatabase) => void): void {
    const { database } = this.#options;
    try {
      database.transaction(() => change(database))();
    } catch (error) {
      throw storageError(error);
    }
  }
}

function docsOf(workspace: WorkspaceId, page: PageId): DocKey[] {
  return [pageDoc(workspace, page), commentsDoc(workspace, page)];
}

function isFinal({ code }: ConfabError): boolean {
  return code === 'no-permission' || code === 'not-found' || code === 'page-deleted';
}
