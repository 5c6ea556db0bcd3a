import type { PageEntry } from '@confab/shared-types';
import { expect, it } from 'vitest';
import { isTrashed, trashedPages } from './trashedPages.ts';

function entry(parent: string | null, trashedAt: number | null): PageEntry {
  return { parent, order: 'a0', title: '', icon: null, kind: 'page', trashedAt };
}

const entries = new Map([
  ['kept', entry(null, null)],
  ['first', entry(null, 10)],
  ['inside', entry('first', null)],
  ['before', entry('inside', 5)],
  ['last', entry('kept', 20)],
  ['moved', { ...entry(null, 30), movedTo: { workspace: 'workspace-2', page: 'page-0002' } }],
]);

it('lists what was trashed, last first, with what hangs below; what was moved away is no trash', () => {
  expect(trashedPages(entries).map(({ id, below }) => [id, below])).toEqual([
    ['last', 0],
    ['first', 2],
    ['before', 0],
  ]);
});

it('knows that a page goes with the one above it', () => {
  expect(isTrashed(entries, 'inside')).toBe(true);
  expect(isTrashed(entries, 'kept')).toBe(false);
});
