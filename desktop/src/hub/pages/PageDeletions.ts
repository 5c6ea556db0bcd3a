import { withDescendants } from '@confab/shared-types';
import type { DocKey, PageId, WorkspaceId } from '@confab/shared-types';
import { commentsDoc, pageDoc } from '../documents/docNames.ts';
import type { Documents } from '../documents/Documents.ts';
import { randomId } from '../randomId.ts';
import { requireWritableTree } from './createPage.ts';
import { readIndex, removeEntries } from './pageIndex.ts';
import type { DeleteTask, PageTasks } from './PageTasks.ts';

/** Pages that a server is still to be told are deleted; on disk when `add` returns. */
export interface ServerDeletions {
  add(workspace: WorkspaceId, pages: readonly PageId[]): void;
}

export interface PageDeletionsOptions {
  readonly documents: Documents;
  readonly tasks: PageTasks;
  readonly server: ServerDeletions;
  /** Pages are out of the tree and will be gone: what is found by what they hold goes first. */
  readonly onDeleting: (workspace: WorkspaceId, pages: readonly PageId[]) => Promise<void>;
  /** Pages are gone for good; whatever is known of them goes too. */
  readonly onDeleted: (workspace: WorkspaceId, pages: readonly PageId[]) => void;
}

/** Deletes pages for good: out of the tree first, then their documents, here and at the server. */
export class PageDeletions {
  readonly #options: PageDeletionsOptions;

  constructor(options: PageDeletionsOptions) {
    this.#options = options;
  }

  /** Deletes pages and all below them. Rejects with `no-permission` before anything is done. */
  async delete(workspace: WorkspaceId, pages: readonly PageId[]): Promise<void> {
    const { documents, tasks } = this.#options;
    requireWritableTree(documents, workspace);
    const doomed = withDescendants(readIndex(documents, workspace), pages);
    if (doomed.length === 0) return;
    const task: DeleteTask = { kind: 'delete', id: randomId(), workspace, pages: doomed };
    tasks.begin(task);
    await this.resume(task);
  }

  /** Does what is left of a deletion that was cut off. */
  async resume({ id, workspace, pages }: DeleteTask): Promise<void> {
    const { documents, tasks, onDeleting, onDeleted } = this.#options;
    await removeEntries(documents, workspace, pages);
    await onDeleting(workspace, pages);
    this.discard(workspace, pages);
    onDeleted(workspace, pages);
    tasks.end(id);
  }

  /** Throws the documents of pages away, here now and at the server when it is reached. */
  discard(workspace: WorkspaceId, pages: readonly PageId[]): void {
    this.#options.server.add(workspace, pages);
    for (const page of pages) {
      this.#reset(pageDoc(workspace, page));
      this.#reset(commentsDoc(workspace, page));
    }
  }

  #reset(doc: DocKey): void {
    this.#options.documents.reset(doc);
  }
}
