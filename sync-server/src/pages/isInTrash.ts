import { yTypes } from '@confab/shared-types';
import type { PageId } from '@confab/shared-types';
import * as Y from 'yjs';

/** Whether a page, or one that it is under, is in the trash of a workspace's index. */
export function isInTrash(index: Y.Doc, page: PageId): boolean {
  const pages = index.getMap(yTypes.pages);
  const seen = new Set<string>();
  let next: unknown = page;
  // Parents may go in a circle: two people can move pages into each other at the same time.
  while (typeof next === 'string' && !seen.has(next)) {
    seen.add(next);
    const entry: unknown = pages.get(next);
    if (!(entry instanceof Y.Map)) return false;
    if (typeof entry.get('trashedAt') === 'number') return true;
    next = entry.get('parent');
  }
  return false;
}
