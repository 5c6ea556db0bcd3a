import { pageEntrySchema, yTypes } from '@confab/shared-types';
import type { PageEntry, PageId } from '@confab/shared-types';
import * as Y from 'yjs';
import type { PageEntries } from './pageTree.ts';

const noEntries: PageEntries = new Map();

/** The pages an index document names. An entry of another form is left out, never changed. */
export function readIndex(index: Y.Doc): PageEntries {
  const pages = index.getMap(yTypes.pages);
  if (pages.size === 0) return noEntries;
  const entries = new Map<PageId, PageEntry>();
  for (const [id, value] of pages) {
    const parsed = pageEntrySchema.safeParse(value instanceof Y.Map ? value.toJSON() : value);
    if (parsed.success) entries.set(id, parsed.data);
  }
  return entries;
}

/** Changes some keys of a page's entry in one transaction; unknown pages are left alone. */
export function changeEntry(index: Y.Doc, page: PageId, change: Partial<PageEntry>): void {
  const entry = index.getMap(yTypes.pages).get(page);
  if (!(entry instanceof Y.Map)) return;
  index.transact(() => {
    for (const [key, value] of Object.entries(change)) {
      if (entry.get(key) !== value) entry.set(key, value);
    }
  });
}
