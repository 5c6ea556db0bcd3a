import { yTypes } from '@confab/shared-types';
import type { PageId, WorkspaceId } from '@confab/shared-types';
import type { DocumentHandle } from '../hub/DocumentHandle.ts';
import type { HubClient } from '../hub/HubClient.ts';
import { changeEntry } from './readIndex.ts';
import { replaceText } from './titleText.ts';

/** Renames a page that may not be open: its own title is the truth, the index holds a copy. */
export async function renamePage(
  hub: HubClient,
  workspace: WorkspaceId,
  page: PageId,
  title: string,
): Promise<void> {
  const content = hub.openDocument(`${workspace}/page/${page}`);
  const index = hub.openDocument(`${workspace}/index`);
  try {
    await Promise.all([content.opened(), index.opened()]);
    replaceText(content.doc.getText(yTypes.title), title);
    changeEntry(index.doc, page, { title });
  } finally {
    content.release();
    index.release();
  }
}

/** Takes a page and all below it out of the tree; nothing is deleted. */
export function trashPage(index: DocumentHandle, page: PageId, now: number): void {
  changeEntry(index.doc, page, { trashedAt: now });
}

export function restorePage(index: DocumentHandle, page: PageId): void {
  changeEntry(index.doc, page, { trashedAt: null });
}
