import { readBlocks, yTypes } from '@confab/shared-types';
import type { Block, PageId, WorkspaceId } from '@confab/shared-types';
import { pageDoc } from '../../documents/docNames.ts';
import type { Documents } from '../../documents/Documents.ts';

export interface PageContent {
  readonly title: string;
  readonly icon: string | null;
  readonly blocks: readonly Block[];
}

/** What a page holds on this device. */
export function readPage(documents: Documents, workspace: WorkspaceId, page: PageId): PageContent {
  const { ydoc } = documents.open(pageDoc(workspace, page));
  const icon: unknown = ydoc.getMap(yTypes.meta).get('icon');
  return {
    title: ydoc.getText(yTypes.title).toString(),
    icon: typeof icon === 'string' ? icon : null,
    blocks: readBlocks(ydoc.getXmlFragment(yTypes.blocks)),
  };
}
