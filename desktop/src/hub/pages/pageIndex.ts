import { readPageEntries, yTypes } from '@confab/shared-types';
import type { PageEntries, PageEntry, PageId, WorkspaceId } from '@confab/shared-types';
import * as Y from 'yjs';
import { indexDoc } from '../documents/docNames.ts';
import type { Documents } from '../documents/Documents.ts';
import { orderBetween } from './orderBetween.ts';

/** What the tree says of a new page; it is put after the others of its parent. */
export interface NewEntry extends Pick<PageEntry, 'parent' | 'title' | 'kind'> {
  readonly icon?: string | null;
}

/** The pages of a workspace, as they are here. */
export function readIndex(documents: Documents, workspace: WorkspaceId): Map<PageId, PageEntry> {
  return readPageEntries(documents.open(indexDoc(workspace)).ydoc);
}

/** Adds an entry after the last one of its parent. */
export async function addToTree(
  documents: Documents,
  workspace: WorkspaceId,
  id: PageId,
  { parent, title, kind, icon = null }: NewEntry,
): Promise<void> {
  await documents.edit(indexDoc(workspace), (index) => {
    const order = orderBetween(lastOrder(readPageEntries(index), parent), null);
    putEntry(index, id, { parent, order, title, icon, kind, trashedAt: null });
  });
}

/** Puts many entries into the tree in one edit, so that none is seen without the others. */
export async function putEntries(
  documents: Documents,
  workspace: WorkspaceId,
  entries: PageEntries,
): Promise<void> {
  await documents.edit(indexDoc(workspace), (index) => {
    for (const [id, entry] of entries) putEntry(index, id, entry);
  });
}

/** Changes entries that are there, in one edit. */
export async function changeEntries(
  documents: Documents,
  workspace: WorkspaceId,
  changes: ReadonlyMap<PageId, Partial<PageEntry>>,
): Promise<void> {
  await documents.edit(indexDoc(workspace), (index) => {
    const pages = index.getMap(yTypes.pages);
    for (const [id, change] of changes) {
      const entry = pages.get(id);
      if (!(entry instanceof Y.Map)) continue;
      for (const [key, value] of Object.entries(change)) entry.set(key, value);
    }
  });
}

export async function removeEntries(
  documents: Documents,
  workspace: WorkspaceId,
  ids: readonly PageId[],
): Promise<void> {
  await documents.edit(indexDoc(workspace), (index) => {
    const pages = index.getMap(yTypes.pages);
    for (const id of ids) pages.delete(id);
  });
}

/** Order of the last page under a parent; null when there is none. */
export function lastOrder(entries: PageEntries, parent: PageId | null): string | null {
  let last: string | null = null;
  for (const entry of entries.values()) {
    if (entry.parent === parent && (last === null || entry.order > last)) last = entry.order;
  }
  return last;
}

/** An order right after a page, before whatever follows it now. */
export function orderAfter(entries: PageEntries, { parent, order }: PageEntry): string {
  let next: string | null = null;
  for (const entry of entries.values()) {
    const follows = entry.parent === parent && entry.order > order;
    if (follows && (next === null || entry.order < next)) next = entry.order;
  }
  return orderBetween(order, next);
}

/** Gives a workspace's index its name; the index is the truth about it. */
export async function nameWorkspace(
  documents: Documents,
  workspace: WorkspaceId,
  name: string,
): Promise<void> {
  await documents.edit(indexDoc(workspace), (index) => {
    index.getMap(yTypes.meta).set('name', name);
  });
}

/** Sets a page's entry in an index that is at hand. */
export function putEntry(index: Y.Doc, id: PageId, entry: PageEntry): void {
  const pages = index.getMap<Y.Map<unknown>>(yTypes.pages);
  pages.set(id, new Y.Map(Object.entries(entry).filter(([, value]) => value !== undefined)));
}
