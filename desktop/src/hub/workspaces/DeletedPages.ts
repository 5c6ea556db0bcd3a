import type { DocKey, PageId, WorkspaceId } from '@confab/shared-types';
import { storageError } from '../database/GroupCommit.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import { parseDocKey, workspaceOf } from '../documents/docNames.ts';

/** Pages that their server says were deleted for good, while a copy is still here to be read. */
export class DeletedPages {
  readonly #database: HubDatabase;
  readonly #pages = new Set<string>();

  constructor(database: HubDatabase) {
    this.#database = database;
    const rows = database.prepare('SELECT workspace, page FROM deleted_pages').all();
    for (const { workspace, page } of rows as { workspace: string; page: string }[]) {
      this.#pages.add(`${workspace}/${page}`);
    }
  }

  /** Whether a document belongs to such a page. */
  holds(doc: DocKey): boolean {
    const page = pageOf(doc);
    return page !== null && this.#pages.has(`${workspaceOf(doc)}/${page}`);
  }

  add(doc: DocKey): void {
    const page = pageOf(doc);
    if (page === null || this.holds(doc)) return;
    const workspace = workspaceOf(doc);
    this.#write('INSERT INTO deleted_pages VALUES (?, ?) ON CONFLICT DO NOTHING', workspace, page);
    this.#pages.add(`${workspace}/${page}`);
  }

  /** The server gives the page after all: it was restored from a backup, or published anew. */
  delete(doc: DocKey): void {
    const page = pageOf(doc);
    if (page === null || !this.holds(doc)) return;
    const workspace = workspaceOf(doc);
    this.#write('DELETE FROM deleted_pages WHERE workspace = ? AND page = ?', workspace, page);
    this.#pages.delete(`${workspace}/${page}`);
  }

  /** No server decides about this workspace any more. */
  forget(workspace: WorkspaceId): void {
    this.#write('DELETE FROM deleted_pages WHERE workspace = ?', workspace);
    for (const key of this.#pages) if (workspaceOf(key) === workspace) this.#pages.delete(key);
  }

  #write(sql: string, ...values: string[]): void {
    try {
      this.#database.prepare(sql).run(...values);
    } catch (error) {
      throw storageError(error);
    }
  }
}

/** The page a document is part of; null for the tree and for calls. */
export function pageOf(doc: DocKey): PageId | null {
  const parts = parseDocKey(doc);
  return parts.kind === 'page' || parts.kind === 'comments' ? parts.page : null;
}
