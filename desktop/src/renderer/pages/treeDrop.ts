import type { Instruction } from '@atlaskit/pragmatic-drag-and-drop-hitbox/tree-item';
import type { PageId } from '@confab/shared-types';
import { findNode, pathTo } from '../documents/pageTree.ts';
import type { PageEntries, PageNode, TreeRow } from '../documents/pageTree.ts';
import { placeAfterPage, placeBeforePage } from './movePages.ts';
import type { TreePlace } from './movePages.ts';

/** How a row answers to what is dragged over it. */
export type RowMode = 'standard' | 'expanded' | 'last-in-group';

export function rowMode(row: TreeRow, expanded: boolean): RowMode {
  if (expanded && row.node.children.length > 0) return 'expanded';
  return row.position === row.siblings && row.depth > 0 ? 'last-in-group' : 'standard';
}

/** Where a page dropped on the row of `target` goes; null: nowhere. */
export function placeOfDrop(
  tree: readonly PageNode[],
  entries: PageEntries,
  target: PageId,
  instruction: Instruction,
  mode: RowMode,
): TreePlace | null {
  switch (instruction.type) {
    case 'reorder-above':
      return placeBeforePage(tree, target);
    case 'reorder-below':
      return placeAfterPage(tree, target);
    case 'make-child': {
      // Below an open page the first place is where the line is; in a closed one, the last.
      const first = mode === 'expanded' ? findNode(tree, target)?.children[0]?.id : undefined;
      return { parent: target, before: first ?? null };
    }
    case 'reparent': {
      const ancestor = pathTo(entries, target)[instruction.desiredLevel];
      return ancestor === undefined ? null : placeAfterPage(tree, ancestor);
    }
    case 'instruction-blocked':
      return null;
  }
}

export interface DropMark {
  readonly edge: 'above' | 'below' | 'inside';
  /** Level of the line, from 0. */
  readonly level: number;
}

/** What the row under the pointer draws. */
export function markOfDrop(instruction: Instruction): DropMark | null {
  switch (instruction.type) {
    case 'reorder-above':
      return { edge: 'above', level: instruction.currentLevel };
    case 'reorder-below':
      return { edge: 'below', level: instruction.currentLevel };
    case 'reparent':
      return { edge: 'below', level: instruction.desiredLevel };
    case 'make-child':
      return { edge: 'inside', level: instruction.currentLevel };
    case 'instruction-blocked':
      return null;
  }
}
