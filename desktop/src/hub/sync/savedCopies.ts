import { yTypes } from '@confab/shared-types';
import type { DocKey, PageId, WorkspaceId } from '@confab/shared-types';
import * as Y from 'yjs';
import type { Documents } from '../documents/Documents.ts';
import { pageDoc } from '../documents/docNames.ts';
import { addToTree } from '../documents/pages.ts';
import { randomId } from '../randomId.ts';

export interface SavedCopy {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
}

/**
 * Keeps a page as it is here, edits nobody else will see included, as a new page of a workspace of
 * this device. `titleOf` makes its title from the original's. Resolves when it is on disk.
 */
export async function saveCopy(
  documents: Documents,
  original: DocKey,
  workspace: WorkspaceId,
  titleOf: (title: string) => string,
): Promise<SavedCopy> {
  const page = randomId();
  const { ydoc: source } = documents.open(original);
  const title = titleOf(source.getText(yTypes.title).toString());
  const state = Y.encodeStateAsUpdate(source);
  await documents.edit(pageDoc(workspace, page), (ydoc) => Y.applyUpdate(ydoc, state));
  await documents.edit(pageDoc(workspace, page), (ydoc) => {
    const text = ydoc.getText(yTypes.title);
    text.delete(0, text.length);
    text.insert(0, title);
  });
  await addToTree(documents, workspace, page, { parent: null, title, kind: 'page' });
  return { workspace, page };
}
