import { ConfabError, pageSchemaVersion, writeBlocks, yTypes } from '@confab/shared-types';
import type { Block, CallId, PageId, PageKind, WorkspaceId } from '@confab/shared-types';
import { indexDoc, pageDoc } from '../documents/docNames.ts';
import type { Documents } from '../documents/Documents.ts';
import { randomId } from '../randomId.ts';
import { addToTree } from './pageIndex.ts';

export interface NewPage {
  readonly workspace: WorkspaceId;
  readonly parent: PageId | null;
  readonly title: string;
  readonly kind: PageKind;
  readonly call?: CallId;
  readonly icon?: string;
  readonly cover?: string;
  readonly blocks?: readonly Block[];
}

/**
 * Makes a page: its document first, with its first block, then its entry in the tree, so that the
 * tree never leads to a page that is not on disk. Resolves when both are; rejects with
 * `no-permission` before anything is done when pages may not be made there.
 */
export async function createPage(documents: Documents, page: NewPage): Promise<PageId> {
  requireWritableTree(documents, page.workspace);
  const id = randomId();
  await writePage(documents, id, page);
  await addToTree(documents, page.workspace, id, page);
  return id;
}

/** Writes a new page's document; no tree leads to it yet. */
export async function writePage(
  documents: Documents,
  id: PageId,
  { workspace, title, kind, call, icon, cover, blocks = [] }: Omit<NewPage, 'parent'>,
): Promise<void> {
  await documents.edit(pageDoc(workspace, id), (ydoc) => {
    const meta = ydoc.getMap(yTypes.meta);
    meta.set('schemaVersion', pageSchemaVersion);
    meta.set('kind', kind);
    if (call !== undefined) meta.set('call', call);
    if (icon !== undefined) meta.set('icon', icon);
    if (cover !== undefined) meta.set('cover', cover);
    ydoc.getText(yTypes.title).insert(0, title);
    writeBlocks(ydoc.getXmlFragment(yTypes.blocks), blocks, randomId);
  });
}

export function requireWritableTree(documents: Documents, workspace: WorkspaceId): void {
  if (documents.access(indexDoc(workspace)) !== 'write') throw new ConfabError('no-permission');
}
