import { pageKindSchema, yTypes } from '@confab/shared-types';
import type { PageId, WorkspaceId } from '@confab/shared-types';
import type * as Y from 'yjs';
import type { Documents } from '../documents/Documents.ts';
import { pageDoc } from '../documents/docNames.ts';
import type { PageCopier } from '../pages/PageCopier.ts';
import { addToTree } from '../pages/pageIndex.ts';

export interface SavedCopy {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
}

export interface SaveCopyOptions {
  readonly documents: Documents;
  /** Files that cannot be had now must not make it reject: a copy without them is better than none. */
  readonly copier: PageCopier;
  /** Makes the copy's title from the original's. */
  readonly titleOf: (title: string) => string;
}

/**
 * Keeps a page as it is here, with its comments and files and edits nobody else will see, as a new
 * page at the root of another workspace. Done once more with the same `copy`, it adds what came since.
 * Resolves when it is on disk.
 */
export async function saveCopy(
  { documents, copier, titleOf }: SaveCopyOptions,
  from: SavedCopy,
  to: WorkspaceId,
  copy: PageId,
): Promise<SavedCopy> {
  const { ydoc } = documents.open(pageDoc(from.workspace, from.page));
  const heading = headingOf(ydoc);
  const title = titleOf(heading.title).slice(0, 500);
  const changes = { from: from.workspace, to, pages: new Map(), blockId: (id: string) => id };
  await copier.copyFiles(from.page, changes);
  await copier.copyContent({ page: from.page, copy, title }, changes);
  await copier.copyComments({ page: from.page, copy }, changes);
  await addToTree(documents, to, copy, { ...heading, parent: null, title });
  return { workspace: to, page: copy };
}

function headingOf(ydoc: Y.Doc) {
  const meta = ydoc.getMap(yTypes.meta);
  const icon = meta.get('icon');
  const kind = pageKindSchema.safeParse(meta.get('kind'));
  return {
    title: ydoc.getText(yTypes.title).toString(),
    icon: typeof icon === 'string' ? icon : null,
    kind: kind.success ? kind.data : ('page' as const),
  };
}
