import type { DocKey, DocName, PageId } from '@confab/shared-types';

export const pageDocument = (workspace: string, page: PageId): DocKey =>
  `${workspace}/page/${page}`;

export const indexDocument = (workspace: string): DocKey => `${workspace}/index`;

/** The documents that make up a page. */
export const documentsOfPage = (page: PageId): readonly DocName[] => [
  `page/${page}`,
  `comments/${page}`,
];
