import { pageEntrySchema, readPageEntries, yTypes } from '@confab/shared-types';
import type { PageEntries, PageEntry, PageId } from '@confab/shared-types';
import * as Y from 'yjs';

const noEntries: PageEntries = new Map();

/** The pages an index document names. An entry of another form is left out, never changed. */
export function readIndex(index: Y.Doc): PageEntries {
  const entries = readPageEntries(index);
  return entries.size === 0 ? noEntries : entries;
}

/** The entries after a change, of which only those that it touched are read again. */
export function rereadIndex(
  index: Y.Doc,
  entries: PageEntries,
  events: readonly Y.YEvent<Y.AbstractType<unknown>>[],
): PageEntries {
  const pages = index.getMap(yTypes.pages);
  const changed = new Set(
    events.flatMap(({ target, path, keys }) =>
      (target as unknown) === pages ? [...keys.keys()] : [String(path[0])],
    ),
  );
  const reread = new Map(entries);
  for (const page of changed) {
    const value = pages.get(page);
    const parsed = pageEntrySchema.safeParse(value instanceof Y.Map ? value.toJSON() : value);
    if (parsed.success) reread.set(page, parsed.data);
    else reread.delete(page);
  }
  return reread;
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
