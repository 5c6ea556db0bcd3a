import type { PageEntry } from '@confab/shared-types';
import { describe, expect, it } from 'vitest';
import { buildPageTree, visibleRows } from '../documents/pageTree.ts';
import { movingKey, treeKey } from './treeKey.ts';

const entry = (parent: string | null): PageEntry => ({
  parent,
  order: 'a0',
  title: '',
  icon: null,
  kind: 'page',
  trashedAt: null,
});
const tree = buildPageTree(
  new Map([
    ['a', entry(null)],
    ['a1', entry('a')],
    ['b', entry(null)],
  ]),
);

describe('treeKey', () => {
  const open = new Set(['a']);
  const rows = visibleRows(tree, open);

  it('goes up and down and stops at the ends', () => {
    expect(treeKey('ArrowDown', rows, 0, open)).toEqual({ type: 'focus', id: 'a1' });
    expect(treeKey('ArrowUp', rows, 0, open)).toBeNull();
    expect(treeKey('End', rows, 0, open)).toEqual({ type: 'focus', id: 'b' });
  });

  it('goes into an open row, opens a closed one, leaves a leaf alone', () => {
    expect(treeKey('ArrowRight', rows, 0, open)).toEqual({ type: 'focus', id: 'a1' });
    expect(treeKey('ArrowRight', rows, 0, new Set())).toEqual({
      type: 'expand',
      id: 'a',
      expanded: true,
    });
    expect(treeKey('ArrowRight', rows, 1, open)).toBeNull();
  });

  it('goes from a leaf to its parent, and closes an open row', () => {
    expect(treeKey('ArrowLeft', rows, 1, open)).toEqual({ type: 'focus', id: 'a' });
    expect(treeKey('ArrowLeft', rows, 0, open)).toEqual({
      type: 'expand',
      id: 'a',
      expanded: false,
    });
  });

  it('renames, trashes and opens', () => {
    expect(treeKey('F2', rows, 2, open)).toEqual({ type: 'rename', id: 'b' });
    expect(treeKey('Delete', rows, 2, open)).toEqual({ type: 'trash', id: 'b' });
    expect(treeKey('Enter', rows, 2, open)).toEqual({ type: 'open', id: 'b' });
    expect(treeKey('x', rows, 2, open)).toBeNull();
  });
});

describe('movingKey', () => {
  const plain = { altKey: true, ctrlKey: false, metaKey: false, shiftKey: false };

  it('moves with Alt and an arrow, and with nothing else', () => {
    expect(movingKey({ ...plain, key: 'ArrowUp' })).toBe('up');
    expect(movingKey({ ...plain, key: 'ArrowRight' })).toBe('in');
    expect(movingKey({ ...plain, key: 'Enter' })).toBeNull();
    expect(movingKey({ ...plain, key: 'ArrowUp', altKey: false })).toBeNull();
    expect(movingKey({ ...plain, key: 'ArrowUp', ctrlKey: true })).toBeNull();
  });
});
