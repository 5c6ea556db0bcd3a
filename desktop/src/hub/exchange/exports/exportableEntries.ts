import type { LocalWorkspace, PageEntries, PageId } from '@confab/shared-types';
import type { Documents } from '../../documents/Documents.ts';
import { readIndex } from '../../pages/pageIndex.ts';
import { readPage } from './readPage.ts';

/**
 * The pages of a workspace that can be exported. A guest has no tree, only pages that were shared
 * one by one: of those the one that is asked for.
 */
export function exportableEntries(
  documents: Documents,
  { id, guest }: Pick<LocalWorkspace, 'id' | 'guest'>,
  page: PageId | null,
): PageEntries {
  if (guest !== true) return readIndex(documents, id);
  if (page === null) return new Map();
  const { title, icon } = readPage(documents, id, page);
  const place = { parent: null, order: '', kind: 'page', trashedAt: null } as const;
  return new Map([[page, { ...place, title, icon }]]);
}
