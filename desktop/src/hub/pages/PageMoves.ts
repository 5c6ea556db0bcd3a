import { ConfabError, withDescendants } from '@confab/shared-types';
import type { PageEntry, PageId, WorkspaceId } from '@confab/shared-types';
import type { Documents } from '../documents/Documents.ts';
import { randomId } from '../randomId.ts';
import { requireWritableTree } from './createPage.ts';
import { orderBetween } from './orderBetween.ts';
import type { PageCopier } from './PageCopier.ts';
import type { PageDeletions } from './PageDeletions.ts';
import { changeEntries, lastOrder, putEntries, readIndex } from './pageIndex.ts';
import type { MoveTask, PageTasks } from './PageTasks.ts';
import type { CopyChanges } from './rewriteCopy.ts';

export interface PageMovesOptions {
  readonly documents: Documents;
  readonly tasks: PageTasks;
  readonly copier: PageCopier;
  readonly deletions: PageDeletions;
  /** Throws unless all of a workspace's documents are here as its server has them. */
  readonly requireCaughtUp: (workspace: WorkspaceId) => void;
  /** A page is at its new place; what belongs to the person or this device follows. */
  readonly onMoved: (task: MoveTask) => void;
}

/**
 * Moves pages between workspaces. The steps are in an order that neither loses nor doubles a page
 * wherever they are cut off, and each may be repeated: copy, show there, forward here, delete here.
 */
export class PageMoves {
  readonly #options: PageMovesOptions;

  constructor(options: PageMovesOptions) {
    this.#options = options;
  }

  /**
   * Resolves with the page's new id. Before anything is done it rejects with `no-permission` for
   * either side, `not-found`, and `not-connected` where something must come from a server first.
   */
  async move(
    from: WorkspaceId,
    page: PageId,
    place: { readonly workspace: WorkspaceId; readonly parent: PageId | null },
  ): Promise<PageId> {
    const { documents, tasks, requireCaughtUp } = this.#options;
    const to = place.workspace;
    if (from === to)
      throw new ConfabError('malformed-message', 'a page moves to another workspace');
    requireWritableTree(documents, from);
    requireWritableTree(documents, to);
    requireCaughtUp(from);
    const entries = readIndex(documents, from);
    const entry = entries.get(page);
    if (entry === undefined || entry.movedTo !== undefined) {
      throw new ConfabError('not-found', `page ${page}`);
    }
    if (place.parent !== null && !readIndex(documents, to).has(place.parent)) {
      throw new ConfabError('not-found', `page ${place.parent}`);
    }
    const copy = randomId();
    const pages = withDescendants(entries, [page])
      .filter((id) => entries.get(id)?.movedTo === undefined)
      .map((id): [PageId, PageId] => [id, id === page ? copy : randomId()]);
    const task: MoveTask = { kind: 'move', id: randomId(), from, to, parent: place.parent, pages };
    await this.#bringFiles(task);
    tasks.begin(task);
    await this.#copyOrGiveUp(task);
    await this.#finish(task);
    return copy;
  }

  /** Does what is left of a move that was cut off. */
  async resume(task: MoveTask): Promise<void> {
    await this.#bringFiles(task);
    await this.#copy(task);
    await this.#finish(task);
  }

  async #bringFiles(task: MoveTask): Promise<void> {
    const changes = changesOf(task);
    for (const [page] of task.pages) await this.#options.copier.copyFiles(page, changes);
  }

  /** Nothing of it is seen yet: what cannot be copied whole is not moved. */
  async #copyOrGiveUp(task: MoveTask): Promise<void> {
    try {
      await this.#copy(task);
    } catch (error) {
      const copies = task.pages.map(([, copy]) => copy);
      this.#options.deletions.discard(task.to, copies);
      this.#options.tasks.end(task.id);
      throw error;
    }
  }

  async #copy(task: MoveTask): Promise<void> {
    const { copier } = this.#options;
    const changes = changesOf(task);
    for (const [page, copy] of task.pages) {
      await copier.copyContent({ page, copy }, changes);
      await copier.copyComments({ page, copy }, changes);
    }
  }

  async #finish(task: MoveTask): Promise<void> {
    const { documents, tasks, deletions, onMoved } = this.#options;
    await this.#showThere(task);
    await changeEntries(
      documents,
      task.from,
      new Map(
        task.pages.map(([page, copy]) => [page, { movedTo: { workspace: task.to, page: copy } }]),
      ),
    );
    onMoved(task);
    deletions.discard(
      task.from,
      task.pages.map(([page]) => page),
    );
    tasks.end(task.id);
  }

  async #showThere({ from, to, parent, pages }: MoveTask): Promise<void> {
    const { documents } = this.#options;
    const there = readIndex(documents, to);
    const copies = new Map(pages);
    const entries = readIndex(documents, from);
    const shown = new Map<PageId, PageEntry>();
    for (const [index, [page, copy]] of pages.entries()) {
      const entry = entries.get(page);
      // Shown already: somebody may have renamed it there since.
      if (entry === undefined || there.has(copy)) continue;
      const isFirst = index === 0;
      const { movedTo, ...rest } = entry;
      if (movedTo !== undefined) continue;
      shown.set(copy, {
        ...rest,
        parent: isFirst
          ? parent
          : (copies.get(entry.parent ?? '') ?? copies.get(first(pages)) ?? null),
        order: isFirst ? orderBetween(lastOrder(there, parent), null) : entry.order,
        trashedAt: isFirst ? null : entry.trashedAt,
      });
    }
    if (shown.size > 0) await putEntries(documents, to, shown);
  }
}

function first(pages: MoveTask['pages']): PageId {
  return pages[0]?.[0] ?? '';
}

/** Blocks keep their ids: comments and links lead to them. */
function changesOf({ from, to, pages }: MoveTask): CopyChanges {
  return { from, to, pages: new Map(pages), blockId: (block) => block };
}
