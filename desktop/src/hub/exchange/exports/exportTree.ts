import { resolveParents } from '@confab/shared-types';
import type { PageEntries, PageEntry, PageId } from '@confab/shared-types';

/** A page to be exported, with those below it. */
export interface ExportNode {
  readonly id: PageId;
  readonly entry: PageEntry;
  readonly children: readonly ExportNode[];
}

/**
 * The pages to export as a tree, in their order: all of a workspace (`page` null), or one page with
 * what is below it or alone. What is in the trash or was moved away is left out.
 */
export function exportTree(
  entries: PageEntries,
  page: PageId | null,
  withChildren: boolean,
): ExportNode[] {
  const parents = resolveParents(entries);
  const children = new Map<PageId | null, PageId[]>();
  for (const [id, parent] of parents) {
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [id]);
    else siblings.push(id);
  }
  const read = (id: PageId, deep: boolean): ExportNode[] => {
    const entry = entries.get(id);
    if (entry === undefined || entry.trashedAt !== null || entry.movedTo !== undefined) return [];
    return [{ id, entry, children: deep ? below(id) : [] }];
  };
  const below = (parent: PageId | null): ExportNode[] =>
    (children.get(parent) ?? [])
      .toSorted((one, other) => compare(one, other, entries))
      .flatMap((id) => read(id, true));
  return page === null ? below(null) : read(page, withChildren);
}

/** By code units, as the tree is sorted everywhere. */
function compare(one: PageId, other: PageId, entries: PageEntries): number {
  const [first, second] = [entries.get(one)?.order ?? '', entries.get(other)?.order ?? ''];
  if (first !== second) return first < second ? -1 : 1;
  return one < other ? -1 : 1;
}

export function* walkTree(nodes: readonly ExportNode[]): Generator<ExportNode> {
  for (const node of nodes) {
    yield node;
    yield* walkTree(node.children);
  }
}
