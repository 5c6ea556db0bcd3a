import type { PageEntry } from '@confab/shared-types';
import { describe, expect, it } from 'vitest';
import { buildPageTree, visibleRows } from '../documents/pageTree.ts';
import { placeOfDrop, rowMode } from './treeDrop.ts';

function entry(parent: string | null, order: string): PageEntry {
  return { parent, order, title: '', icon: null, kind: 'page', trashedAt: null };
}

const entries = new Map([
  ['a', entry(null, 'a0')],
  ['a1', entry('a', 'a0')],
  ['a2', entry('a', 'a1')],
  ['a2x', entry('a2', 'a0')],
  ['b', entry(null, 'a1')],
]);
const tree = buildPageTree(entries);
const level = { currentLevel: 0, indentPerLevel: 16 };

describe('a page dropped on a row', () => {
  it('goes before it, after it, or into it', () => {
    const drop = (target: string, type: 'reorder-above' | 'reorder-below' | 'make-child') =>
      placeOfDrop(tree, entries, target, { type, ...level }, 'standard');
    expect(drop('a2', 'reorder-above')).toEqual({ parent: 'a', before: 'a2' });
    expect(drop('a1', 'reorder-below')).toEqual({ parent: 'a', before: 'a2' });
    expect(drop('b', 'make-child')).toEqual({ parent: 'b', before: null });
  });

  it('goes to the top of an open page', () => {
    const into = { type: 'make-child', ...level } as const;
    expect(placeOfDrop(tree, entries, 'a', into, 'expanded')).toEqual({
      parent: 'a',
      before: 'a1',
    });
  });

  it('goes out as far as it is held to the left, under the last row of a branch', () => {
    const out = (desiredLevel: number) =>
      placeOfDrop(
        tree,
        entries,
        'a2x',
        { type: 'reparent', desiredLevel, ...level },
        'last-in-group',
      );
    expect(out(0)).toEqual({ parent: null, before: 'b' });
    expect(out(1)).toEqual({ parent: 'a', before: null });
  });

  it('stays where it is when the place is barred', () => {
    const desired = { type: 'make-child', ...level } as const;
    const barred = { type: 'instruction-blocked', desired } as const;
    expect(placeOfDrop(tree, entries, 'a', barred, 'standard')).toBeNull();
  });
});

it('a row knows how it may be dropped on', () => {
  const rows = visibleRows(tree, new Set(['a', 'a2']));
  const modes = rows.map((row) => [row.node.id, rowMode(row, ['a', 'a2'].includes(row.node.id))]);
  expect(modes).toEqual([
    ['a', 'expanded'],
    ['a1', 'standard'],
    ['a2', 'expanded'],
    ['a2x', 'last-in-group'],
    ['b', 'standard'],
  ]);
});
