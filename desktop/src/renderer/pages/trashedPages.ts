import { resolveParents } from '@confab/shared-types';
import type { PageEntry, PageId } from '@confab/shared-types';
import type { PageEntries } from '../documents/pageTree.ts';

export interface TrashedPage {
  readonly id: PageId;
  readonly entry: PageEntry;
  /** When it was moved to the trash, milliseconds since the epoch. */
  readonly trashedAt: number;
  /** How many pages came along below it. */
  readonly below: number;
}

/**
 * What the trash lists, last first: the pages that were moved there themselves, with how many hang
 * below each. One that was trashed before the page above it has a row of its own.
 */
export function trashedPages(entries: PageEntries): readonly TrashedPage[] {
  const parents = resolveParents(entries);
  const below = new Map<PageId, number>();
  for (const [id, { movedTo }] of entries) {
    if (movedTo !== undefined) continue;
    for (let at = parents.get(id) ?? null; at !== null; at = parents.get(at) ?? null) {
      below.set(at, (below.get(at) ?? 0) + 1);
    }
  }
  return [...entries]
    .flatMap(([id, entry]) => {
      const { trashedAt, movedTo } = entry;
      if (trashedAt === null || movedTo !== undefined) return [];
      return [{ id, entry, trashedAt, below: below.get(id) ?? 0 }];
    })
    .sort((one, other) => other.trashedAt - one.trashedAt);
}

/** Whether a page or one above it is in the trash. */
export function isTrashed(entries: PageEntries, page: PageId): boolean {
  const parents = resolveParents(entries);
  for (let at: PageId | null = page; at !== null; at = parents.get(at) ?? null) {
    if ((entries.get(at)?.trashedAt ?? null) !== null) return true;
  }
  return false;
}
