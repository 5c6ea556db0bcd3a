import type { PageId } from '@confab/shared-types';
import type { PageNode } from '../documents/pageTree.ts';
import type { KeyPress } from '../ui/shortcut.ts';
import type { TreeDirection } from './movePages.ts';

type ModifierKey = 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey';

export type TreeCommand =
  | { readonly type: 'focus' | 'open' | 'rename' | 'trash'; readonly id: PageId }
  | { readonly type: 'expand'; readonly id: PageId; readonly expanded: boolean };

interface Row {
  readonly node: PageNode;
  readonly depth: number;
}

const directions: Readonly<Record<string, TreeDirection>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'in',
  ArrowLeft: 'out',
};

/** Which way Alt and an arrow key move a page; null: it is no such key. */
export function movingKey(press: Pick<KeyPress, 'key' | ModifierKey>): TreeDirection | null {
  if (!press.altKey || press.ctrlKey || press.metaKey || press.shiftKey) return null;
  return directions[press.key] ?? null;
}

/** What a key does on row `at` of a tree, as the WAI-ARIA tree pattern says; null: nothing. */
export function treeKey(
  key: string,
  rows: readonly Row[],
  at: number,
  expanded: ReadonlySet<PageId>,
): TreeCommand | null {
  const row = rows[at];
  if (row === undefined) return null;
  const { id, children } = row.node;
  const focus = (to: Row | undefined): TreeCommand | null =>
    to === undefined ? null : { type: 'focus', id: to.node.id };
  switch (key) {
    case 'ArrowDown':
      return focus(rows[at + 1]);
    case 'ArrowUp':
      return focus(rows[at - 1]);
    case 'Home':
      return focus(rows[0]);
    case 'End':
      return focus(rows.at(-1));
    case 'ArrowRight':
      if (children.length === 0) return null;
      return expanded.has(id) ? focus(rows[at + 1]) : { type: 'expand', id, expanded: true };
    case 'ArrowLeft':
      if (expanded.has(id) && children.length > 0) return { type: 'expand', id, expanded: false };
      return focus(rows.slice(0, at).findLast(({ depth }) => depth < row.depth));
    case 'Enter':
    case ' ':
      return { type: 'open', id };
    case 'F2':
      return { type: 'rename', id };
    case 'Delete':
      return { type: 'trash', id };
    default:
      return null;
  }
}
