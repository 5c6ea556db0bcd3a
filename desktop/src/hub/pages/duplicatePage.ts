import { ConfabError, withDescendants } from '@confab/shared-types';
import type { PageEntry, PageId, WorkspaceId } from '@confab/shared-types';
import type { Documents } from '../documents/Documents.ts';
import { randomId } from '../randomId.ts';
import { requireWritableTree } from './createPage.ts';
import type { PageCopier } from './PageCopier.ts';
import { orderAfter, putEntries, readIndex } from './pageIndex.ts';

export interface DuplicateServices {
  readonly documents: Documents;
  readonly copier: PageCopier;
  /** Throws `not-connected` for a page whose content was not received yet. */
  readonly requireHere: (workspace: WorkspaceId, page: PageId) => void;
}

/**
 * Copies a page and what is below it, but in the trash, right after the original. Links and mentions
 * within follow the copies; comments are not copied. It is seen once it is whole.
 */
export async function duplicatePage(
  { documents, copier, requireHere }: DuplicateServices,
  { workspace, page, title }: { workspace: WorkspaceId; page: PageId; title: string },
): Promise<PageId> {
  requireWritableTree(documents, workspace);
  const entries = readIndex(documents, workspace);
  const original = entries.get(page);
  if (original === undefined || original.movedTo !== undefined) {
    throw new ConfabError('not-found', `page ${page}`);
  }
  const shown = new Map([...entries].filter(([id, entry]) => id === page || isShown(entry)));
  const originals = withDescendants(shown, [page]);
  for (const id of originals) requireHere(workspace, id);
  const copies = new Map(originals.map((id) => [id, randomId()]));
  const changes = { from: workspace, to: workspace, pages: copies, blockId: newIds() };
  for (const [id, copy] of copies) {
    const own = id === page ? { title } : {};
    await copier.copyContent({ page: id, copy, ...own }, changes);
  }
  const order = orderAfter(readIndex(documents, workspace), original);
  const added = new Map<PageId, PageEntry>();
  for (const [id, copy] of copies) {
    const entry = entries.get(id) ?? original;
    const place =
      id === page
        ? { order, title, trashedAt: null }
        : { parent: copies.get(entry.parent ?? '') ?? null };
    added.set(copy, { ...entry, ...place });
  }
  await putEntries(documents, workspace, added);
  return copies.get(page) ?? page;
}

function isShown({ trashedAt, movedTo }: PageEntry): boolean {
  return trashedAt === null && movedTo === undefined;
}

/** New ids, the same one for the same block, so that links between the pages find it. */
function newIds(): (block: string) => string {
  const ids = new Map<string, string>();
  return (block) => {
    const id = ids.get(block) ?? randomId();
    ids.set(block, id);
    return id;
  };
}
