import type { PageEntry, PageId } from '@confab/shared-types';

export interface PageNode {
  readonly id: PageId;
  readonly entry: PageEntry;
  readonly children: readonly PageNode[];
}

export type PageEntries = ReadonlyMap<PageId, PageEntry>;

/**
 * The tree that an index describes, without what is in the trash or below it. Concurrent moves can
 * make a cycle or leave a parent that is not there: a cycle is cut above its smallest id and orphans
 * hang at the root, so that every device shows the same tree.
 */
export function buildPageTree(entries: PageEntries): readonly PageNode[] {
  const parents = resolveParents(entries);
  const children = new Map<PageId | null, PageId[]>();
  for (const [id, parent] of parents) {
    const siblings = children.get(parent) ?? [];
    siblings.push(id);
    children.set(parent, siblings);
  }
  const nodesBelow = (parent: PageId | null): PageNode[] =>
    (children.get(parent) ?? [])
      .flatMap((id) => {
        const entry = entries.get(id);
        if (entry === undefined || entry.trashedAt !== null) return [];
        return [{ id, entry, children: nodesBelow(id) }];
      })
      .sort(inOrder);
  return nodesBelow(null);
}

/** Each page's parent after cycles are cut and orphans hung at the root. */
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

/** Fractional order, ties broken by id; compared by code unit so that every device agrees. */
function inOrder(one: PageNode, other: PageNode): number {
  return compare(one.entry.order, other.entry.order) || compare(one.id, other.id);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The pages from the root to `page`, itself last; empty when it is not in the index. */
export function pathTo(entries: PageEntries, page: PageId): readonly PageId[] {
  if (!entries.has(page)) return [];
  const parents = resolveParents(entries);
  const path: PageId[] = [];
  for (let at: PageId | null = page; at !== null; at = parents.get(at) ?? null) path.unshift(at);
  return path;
}

/** How many pages hang below a node. */
export function countBelow(node: PageNode): number {
  return node.children.reduce((sum, child) => sum + 1 + countBelow(child), 0);
}

/** The rows a tree shows: every node whose ancestors are all expanded, with its depth from 0. */
export function visibleRows(
  nodes: readonly PageNode[],
  expanded: ReadonlySet<PageId>,
  depth = 0,
): readonly { readonly node: PageNode; readonly depth: number }[] {
  return nodes.flatMap((node) => [
    { node, depth },
    ...(expanded.has(node.id) ? visibleRows(node.children, expanded, depth + 1) : []),
  ]);
}

export function findNode(nodes: readonly PageNode[], page: PageId): PageNode | undefined {
  for (const node of nodes) {
    const found = node.id === page ? node : findNode(node.children, page);
    if (found !== undefined) return found;
  }
  return undefined;
}
