import { resolveParents } from '@confab/shared-types';
import type { PageEntries, PageEntry, PageId } from '@confab/shared-types';

export type { PageEntries };

export interface PageNode {
  readonly id: PageId;
  readonly entry: PageEntry;
  readonly children: readonly PageNode[];
}

type Ordered = Pick<PageNode, 'id' | 'entry'>;

/**
 * The tree that an index describes, without what is in the trash or was moved away, or below such.
 * Cycles and orphans hang where `resolveParents` says.
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
        if (entry === undefined || !isShown(entry)) return [];
        return [{ id, entry, children: nodesBelow(id) }];
      })
      .sort(inOrder);
  return nodesBelow(null);
}

/** Whether the tree shows a page, as far as the page itself says. */
export function isShown({ trashedAt, movedTo }: PageEntry): boolean {
  return trashedAt === null && movedTo === undefined;
}

/** Fractional order, ties broken by id; compared by code unit so that every device agrees. */
export function inOrder(one: Ordered, other: Ordered): number {
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

export interface TreeRow {
  readonly node: PageNode;
  /** From 0. */
  readonly depth: number;
  /** Which of its siblings it is, from 1, and how many there are. */
  readonly position: number;
  readonly siblings: number;
}

/** The rows a tree shows: every node whose ancestors are all expanded. */
export function visibleRows(
  nodes: readonly PageNode[],
  expanded: ReadonlySet<PageId>,
): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const visit = (siblings: readonly PageNode[], depth: number): void => {
    for (const [at, node] of siblings.entries()) {
      rows.push({ node, depth, position: at + 1, siblings: siblings.length });
      if (expanded.has(node.id)) visit(node.children, depth + 1);
    }
  };
  visit(nodes, 0);
  return rows;
}

export function findNode(nodes: readonly PageNode[], page: PageId): PageNode | undefined {
  for (const node of nodes) {
    const found = node.id === page ? node : findNode(node.children, page);
    if (found !== undefined) return found;
  }
  return undefined;
}
