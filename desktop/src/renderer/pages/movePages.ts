import { resolveParents } from '@confab/shared-types';
import type { PageEntry, PageId } from '@confab/shared-types';
import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';
import { inOrder } from '../documents/pageTree.ts';
import type { PageEntries, PageNode } from '../documents/pageTree.ts';

/** Where a page goes: below `parent` (null: the root), before `before` (null: at the end). */
export interface TreePlace {
  readonly parent: PageId | null;
  readonly before: PageId | null;
}

/** What changes in the index for a move, by page. */
export type EntryChanges = ReadonlyMap<PageId, Partial<PageEntry>>;

/** Whether `page` is `ancestor` or somewhere below it. */
export function isWithin(entries: PageEntries, page: PageId, ancestor: PageId): boolean {
  const parents = resolveParents(entries);
  for (let at: PageId | null = page; at !== null; at = parents.get(at) ?? null) {
    if (at === ancestor) return true;
  }
  return false;
}

/**
 * The changes that bring a page to a place; none when it would go into itself. Normally one entry
 * changes. Where two neighbours share an order (made at the same moment on two devices) or an order
 * is none of ours, all siblings get new ones.
 */
export function movePage(entries: PageEntries, page: PageId, place: TreePlace): EntryChanges {
  const { parent, before } = place;
  if (parent !== null && isWithin(entries, parent, page)) return new Map();
  const siblings = siblingsBelow(entries, parent).filter(({ id }) => id !== page);
  const found = siblings.findIndex(({ id }) => id === before);
  const at = found < 0 ? siblings.length : found;
  const lower = siblings[at - 1]?.entry.order ?? null;
  const upper = siblings[at]?.entry.order ?? null;
  const order = keyBetween(lower, upper);
  if (order !== null) return new Map([[page, { parent, order }]]);
  const ids = siblings.map(({ id }) => id).toSpliced(at, 0, page);
  const orders = generateNKeysBetween(null, null, ids.length);
  return new Map(
    ids.map((id, index) => [
      id,
      { order: orders[index] ?? '', ...(id === page ? { parent } : {}) },
    ]),
  );
}

function keyBetween(lower: string | null, upper: string | null): string | null {
  if (lower !== null && upper !== null && lower >= upper) return null;
  try {
    return generateKeyBetween(lower, upper);
  } catch (error) {
    // An order that another program wrote in a form of its own.
    console.warn('the pages of one branch are numbered anew', error);
    return null;
  }
}

/** Everything below a parent in its order, also what is in the trash: it may come back. */
function siblingsBelow(
  entries: PageEntries,
  parent: PageId | null,
): { readonly id: PageId; readonly entry: PageEntry }[] {
  const parents = resolveParents(entries);
  return [...entries]
    .filter(([id]) => (parents.get(id) ?? null) === parent)
    .map(([id, entry]) => ({ id, entry }))
    .sort(inOrder);
}

export type TreeDirection = 'up' | 'down' | 'in' | 'out';

interface Position {
  readonly siblings: readonly PageNode[];
  readonly at: number;
  readonly parent: Position | null;
}

/** Where a page goes when it is moved by keyboard; null: there is no further. */
export function stepInTree(
  tree: readonly PageNode[],
  page: PageId,
  direction: TreeDirection,
): TreePlace | null {
  const position = findPosition(tree, page, null);
  if (position === null) return null;
  const { siblings, at, parent } = position;
  const parentId = parent?.siblings[parent.at]?.id ?? null;
  const previous = siblings[at - 1];
  switch (direction) {
    case 'up':
      return previous === undefined ? null : { parent: parentId, before: previous.id };
    case 'down':
      if (siblings[at + 1] === undefined) return null;
      return { parent: parentId, before: siblings[at + 2]?.id ?? null };
    case 'in':
      return previous === undefined ? null : { parent: previous.id, before: null };
    case 'out':
      return parent === null ? null : placeAfter(parent);
  }
}

/** The place right after a page, among its siblings. */
export function placeAfterPage(tree: readonly PageNode[], page: PageId): TreePlace | null {
  const position = findPosition(tree, page, null);
  return position === null ? null : placeAfter(position);
}

/** The place right before a page, among its siblings. */
export function placeBeforePage(tree: readonly PageNode[], page: PageId): TreePlace | null {
  const position = findPosition(tree, page, null);
  if (position === null) return null;
  return { parent: parentOf(position), before: page };
}

function placeAfter(position: Position): TreePlace {
  const next = position.siblings[position.at + 1];
  return { parent: parentOf(position), before: next?.id ?? null };
}

function parentOf({ parent }: Position): PageId | null {
  return parent?.siblings[parent.at]?.id ?? null;
}

function findPosition(
  siblings: readonly PageNode[],
  page: PageId,
  parent: Position | null,
): Position | null {
  for (const [at, node] of siblings.entries()) {
    const position = { siblings, at, parent };
    if (node.id === page) return position;
    const found = findPosition(node.children, page, position);
    if (found !== null) return found;
  }
  return null;
}
