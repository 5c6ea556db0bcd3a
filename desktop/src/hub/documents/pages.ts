import { pageEntrySchema, pageSchemaVersion, yTypes } from '@confab/shared-types';
import type { CallId, PageEntry, PageId, PageKind, WorkspaceId } from '@confab/shared-types';
import { generateKeyBetween } from 'fractional-indexing';
import * as Y from 'yjs';
import { randomId } from '../randomId.ts';
import { indexDoc, pageDoc } from './docNames.ts';
import type { Documents } from './Documents.ts';
import { writeBlocks } from './writeBlocks.ts';
import type { TextBlock } from './writeBlocks.ts';

export interface NewPage {
  readonly workspace: WorkspaceId;
  readonly parent: PageId | null;
  readonly title: string;
  readonly kind: PageKind;
  readonly call?: CallId;
  readonly blocks?: readonly TextBlock[];
}

const emptyPage: readonly TextBlock[] = [{ type: 'paragraph' }];

/**
 * Makes a page: its document first, with its first block, then its entry in the tree, so that the
 * tree never leads to a page that is not on disk. Resolves when both are.
 */
export async function createPage(documents: Documents, page: NewPage): Promise<PageId> {
  const id = randomId();
  await documents.edit(pageDoc(page.workspace, id), (ydoc) => {
    const meta = ydoc.getMap(yTypes.meta);
    meta.set('schemaVersion', pageSchemaVersion);
    meta.set('kind', page.kind);
    if (page.call !== undefined) meta.set('call', page.call);
    ydoc.getText(yTypes.title).insert(0, page.title);
    writeBlocks(ydoc.getXmlFragment(yTypes.blocks), page.blocks ?? emptyPage);
  });
  await addToTree(documents, page.workspace, id, page);
  return id;
}

/** Adds an entry after the last one of its parent. */
export async function addToTree(
  documents: Documents,
  workspace: WorkspaceId,
  id: PageId,
  page: Pick<NewPage, 'parent' | 'title' | 'kind'>,
): Promise<void> {
  await documents.edit(indexDoc(workspace), (ydoc) => {
    const pages = ydoc.getMap<Y.Map<unknown>>(yTypes.pages);
    const entry: PageEntry = {
      parent: page.parent,
      order: generateKeyBetween(lastOrder(pages, page.parent), null),
      title: page.title,
      icon: null,
      kind: page.kind,
      trashedAt: null,
    };
    pages.set(id, new Y.Map(Object.entries(entry)));
  });
}

/** Order of the last page under a parent; null when there is none. */
function lastOrder(pages: Y.Map<Y.Map<unknown>>, parent: PageId | null): string | null {
  let last: string | null = null;
  for (const entry of pages.values()) {
    const parsed = pageEntrySchema.safeParse(entry.toJSON());
    if (!parsed.success || parsed.data.parent !== parent) continue;
    if (last === null || parsed.data.order > last) last = parsed.data.order;
  }
  return last;
}

/** Gives a workspace's index its name; the index is the truth about it. */
export async function nameWorkspace(
  documents: Documents,
  workspace: WorkspaceId,
  name: string,
): Promise<void> {
  await documents.edit(indexDoc(workspace), (ydoc) => {
    ydoc.getMap(yTypes.meta).set('name', name);
  });
}
