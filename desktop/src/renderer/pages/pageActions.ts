import { resolveParents, yTypes } from '@confab/shared-types';
import type { PageId, WorkspaceId } from '@confab/shared-types';
import { changeEntry } from '../documents/readIndex.ts';
import { isShown } from '../documents/pageTree.ts';
import type { PageEntries } from '../documents/pageTree.ts';
import { replaceText } from '../documents/titleText.ts';
import type { DocumentHandle } from '../hub/DocumentHandle.ts';
import type { HubClient } from '../hub/HubClient.ts';
import type { EntryChanges } from './movePages.ts';

/** Renames a page that may not be open: its own title is the truth, the index holds a copy. */
export async function renamePage(
  hub: HubClient,
  workspace: WorkspaceId,
  page: PageId,
  title: string,
): Promise<void> {
  await editPage(hub, workspace, page, (content, index) => {
    replaceText(content.doc.getText(yTypes.title), title);
    changeEntry(index.doc, page, { title });
  });
}

/** Gives a page, open or not, another emoji or none; the index holds a copy for the tree. */
export async function setPageIcon(
  hub: HubClient,
  workspace: WorkspaceId,
  page: PageId,
  icon: string | null,
): Promise<void> {
  await editPage(hub, workspace, page, (content, index) => {
    content.doc.getMap(yTypes.meta).set('icon', icon);
    changeEntry(index.doc, page, { icon });
  });
}

async function editPage(
  hub: HubClient,
  workspace: WorkspaceId,
  page: PageId,
  edit: (content: DocumentHandle, index: DocumentHandle) => void,
): Promise<void> {
  const content = hub.openDocument(`${workspace}/page/${page}`);
  const index = hub.openDocument(`${workspace}/index`);
  try {
    await Promise.all([content.opened(), index.opened()]);
    edit(content, index);
  } finally {
    content.release();
    index.release();
  }
}

/** Takes a page and all below it out of the tree; nothing is deleted. */
export function trashPage(index: DocumentHandle, page: PageId, now: number): void {
  changeEntry(index.doc, page, { trashedAt: now });
}

/** Puts a page back where it was; at the root when what it was in is not in the tree itself. */
export function restorePage(index: DocumentHandle, entries: PageEntries, page: PageId): void {
  const parents = resolveParents(entries);
  let hidden = false;
  for (let at = parents.get(page) ?? null; at !== null; at = parents.get(at) ?? null) {
    const entry = entries.get(at);
    if (entry === undefined || !isShown(entry)) hidden = true;
  }
  changeEntry(index.doc, page, { trashedAt: null, ...(hidden ? { parent: null } : {}) });
}

export function changeEntries(index: DocumentHandle, changes: EntryChanges): void {
  index.doc.transact(() => {
    for (const [page, change] of changes) changeEntry(index.doc, page, change);
  });
}

/** What the changed entries were before, as changes that bring it back. */
export function inverseOf(entries: PageEntries, changes: EntryChanges): EntryChanges {
  return new Map(
    [...changes.keys()].flatMap((page) => {
      const entry = entries.get(page);
      return entry === undefined
        ? []
        : [[page, { parent: entry.parent, order: entry.order }] as const];
    }),
  );
}
