import * as Y from 'yjs';
import { pageEntrySchema, yTypes } from './documents.ts';
import type { PageEntry } from './documents.ts';
import type { PageId } from './ids.ts';

export type PageEntries = ReadonlyMap<PageId, PageEntry>;

/** The pages an index document names. An entry of another form is left out, never changed. */
export function readPageEntries(index: Y.Doc): Map<PageId, PageEntry> {
  const entries = new Map<PageId, PageEntry>();
  for (const [id, value] of index.getMap(yTypes.pages)) {
    const parsed = pageEntrySchema.safeParse(value instanceof Y.Map ? value.toJSON() : value);
    if (parsed.success) entries.set(id, parsed.data);
  }
  return entries;
}

/**
 * Each page's parent. Concurrent moves can make a cycle or leave a parent that is not there: a cycle
 * is cut above its smallest id and orphans hang at the root, so that every device has the same tree.
 */
export function resolveParents(entries: PageEntries): Map<PageId, PageId | null> {
  const parents = new Map<PageId, PageId | null>();
  for (const [id, { parent }] of entries) {
    parents.set(id, parent !== null && entries.has(parent) ? parent : null);
  }
  const settled = new Set<PageId>();
  for (const start of parents.keys()) {
    const path: PageId[] = [];
    const onPath = new Set<PageId>();
    let at: PageId | null = start;
    while (at !== null && !settled.has(at) && !onPath.has(at)) {
      path.push(at);
      onPath.add(at);
      at = parents.get(at) ?? null;
    }
    if (at !== null && onPath.has(at)) {
      const cycle = path.slice(path.indexOf(at));
      parents.set(
        cycle.reduce((least, id) => (id < least ? id : least)),
        null,
      );
    }
    for (const id of path) settled.add(id);
  }
  return parents;
}

/** Pages and all below them, each after what it is below. */
export function withDescendants(entries: PageEntries, pages: readonly PageId[]): PageId[] {
  const children = new Map<PageId, PageId[]>();
  for (const [id, parent] of resolveParents(entries)) {
    if (parent === null) continue;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [id]);
    else siblings.push(id);
  }
  const found = new Set(pages.filter((page) => entries.has(page)));
  // A set is walked in the order of insertion, and what is inserted meanwhile is walked too.
  for (const page of found) for (const child of children.get(page) ?? []) found.add(child);
  return [...found];
}
