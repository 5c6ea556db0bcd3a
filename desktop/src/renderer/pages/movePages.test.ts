import type { PageEntry, PageId } from '@confab/shared-types';
import { describe, expect, it } from 'vitest';
import { buildPageTree } from '../documents/pageTree.ts';
import type { PageEntries, PageNode } from '../documents/pageTree.ts';
import { movePage, placeAfterPage, stepInTree } from './movePages.ts';
import type { EntryChanges, TreePlace } from './movePages.ts';

function entry(parent: string | null, order: string, more: Partial<PageEntry> = {}): PageEntry {
  return { parent, order, title: '', icon: null, kind: 'page', trashedAt: null, ...more };
}

function outline(nodes: readonly PageNode[]): unknown {
  return nodes.map(({ id, children }) => (children.length === 0 ? id : [id, outline(children)]));
}

function apply(entries: PageEntries, changes: EntryChanges): PageEntries {
  return new Map(
    [...entries].map(([id, before]): [PageId, PageEntry] => [
      id,
      { ...before, ...changes.get(id) },
    ]),
  );
}

const entries: PageEntries = new Map([
  ['a', entry(null, 'a0')],
  ['a1', entry('a', 'a0')],
  ['a2', entry('a', 'a1')],
  ['b', entry(null, 'a1')],
  ['c', entry(null, 'a2')],
]);
const after = (from: PageEntries, page: PageId, place: TreePlace): unknown =>
  outline(buildPageTree(apply(from, movePage(from, page, place))));

describe('movePage', () => {
  it('puts a page between siblings, at the end, and into another page', () => {
    expect(after(entries, 'c', { parent: null, before: 'b' })).toEqual([
      ['a', ['a1', 'a2']],
      'c',
      'b',
    ]);
    expect(after(entries, 'a', { parent: null, before: null })).toEqual([
      'b',
      'c',
      ['a', ['a1', 'a2']],
    ]);
    expect(after(entries, 'b', { parent: 'a', before: 'a2' })).toEqual([
      ['a', ['a1', 'b', 'a2']],
      'c',
    ]);
  });

  it('changes one entry, and none when a page would go into itself', () => {
    expect([...movePage(entries, 'c', { parent: 'a', before: null }).keys()]).toEqual(['c']);
    expect(movePage(entries, 'a', { parent: 'a1', before: null }).size).toBe(0);
    expect(movePage(entries, 'a', { parent: 'a', before: null }).size).toBe(0);
  });

  it('makes room between pages of the same order, and of an order it does not know', () => {
    const tied: PageEntries = new Map([
      ['a', entry(null, 'a0')],
      ['b', entry(null, 'a0')],
      ['c', entry(null, 'a5')],
    ]);
    expect(after(tied, 'c', { parent: null, before: 'b' })).toEqual(['a', 'c', 'b']);
    const foreign: PageEntries = new Map([
      ['a', entry(null, '10')],
      ['b', entry(null, '20')],
      ['c', entry(null, '30')],
    ]);
    expect(after(foreign, 'c', { parent: null, before: 'b' })).toEqual(['a', 'c', 'b']);
  });

  it('keeps clear of a neighbour in the trash', () => {
    const trashed = new Map([...entries, ['t', entry(null, 'a1V', { trashedAt: 1 })] as const]);
    const moved = apply(trashed, movePage(trashed, 'a', { parent: null, before: 'c' }));
    const restored = new Map([...moved, ['t', entry(null, 'a1V')] as const]);
    expect(outline(buildPageTree(restored))).toEqual(['b', 't', ['a', ['a1', 'a2']], 'c']);
  });

  it('moved a thousand times at random it keeps every page once and in the place asked for', () => {
    let seed = 11;
    const random = (below: number): number => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    let state: PageEntries = new Map(
      Array.from({ length: 12 }, (_, i) => [`p${i}`, entry(null, 'a0')]),
    );
    const ids = [...state.keys()];
    for (let round = 0; round < 1000; round++) {
      const page = ids[random(12)] ?? '';
      const target = ids[random(12)] ?? '';
      const parent = random(3) === 0 ? target : null;
      const changes = movePage(state, page, { parent, before: parent === null ? target : null });
      state = apply(state, changes);
      const flat = JSON.stringify(outline(buildPageTree(state)));
      for (const id of ids) expect(flat.split(`"${id}"`)).toHaveLength(2);
    }
  });
});

describe('stepInTree', () => {
  const tree = buildPageTree(entries);

  it('goes up and down among its siblings and stops at the ends', () => {
    expect(stepInTree(tree, 'b', 'up')).toEqual({ parent: null, before: 'a' });
    expect(stepInTree(tree, 'b', 'down')).toEqual({ parent: null, before: null });
    expect(stepInTree(tree, 'a', 'down')).toEqual({ parent: null, before: 'c' });
    expect(stepInTree(tree, 'a', 'up')).toBeNull();
    expect(stepInTree(tree, 'a2', 'down')).toBeNull();
  });

  it('goes into the page above it and out behind its parent', () => {
    expect(stepInTree(tree, 'b', 'in')).toEqual({ parent: 'a', before: null });
    expect(stepInTree(tree, 'a', 'in')).toBeNull();
    expect(stepInTree(tree, 'a1', 'out')).toEqual({ parent: null, before: 'b' });
    expect(stepInTree(tree, 'a', 'out')).toBeNull();
  });

  it('knows the place after a page', () => {
    expect(placeAfterPage(tree, 'a2')).toEqual({ parent: 'a', before: null });
    expect(placeAfterPage(tree, 'a')).toEqual({ parent: null, before: 'b' });
  });
});
