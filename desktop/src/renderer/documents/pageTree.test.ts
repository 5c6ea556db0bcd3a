import type { PageEntry } from '@confab/shared-types';
import { describe, expect, it } from 'vitest';
import { buildPageTree, countBelow, pathTo, visibleRows } from './pageTree.ts';
import type { PageNode } from './pageTree.ts';

function entry(parent: string | null, order = 'a0', more: Partial<PageEntry> = {}): PageEntry {
  return { parent, order, title: '', icon: null, kind: 'page', trashedAt: null, ...more };
}

function outline(nodes: readonly PageNode[]): unknown {
  return nodes.map(({ id, children }) => (children.length === 0 ? id : [id, outline(children)]));
}

describe('buildPageTree', () => {
  it('orders siblings by fractional order, then id', () => {
    const entries = new Map([
      ['b', entry(null, 'a1')],
      ['c', entry(null, 'a0')],
      ['a', entry(null, 'a1')],
      ['d', entry('c', 'Zz')],
    ]);
    expect(outline(buildPageTree(entries))).toEqual([['c', ['d']], 'a', 'b']);
  });

  it('hangs orphans at the root', () => {
    const entries = new Map([['a', entry('gone')]]);
    expect(outline(buildPageTree(entries))).toEqual(['a']);
  });

  it('cuts a cycle above its smallest id, in whatever order the entries come', () => {
    const all: [string, PageEntry][] = [
      ['c', entry('b')],
      ['b', entry('d')],
      ['d', entry('c')],
      ['e', entry('d')],
      ['self', entry('self')],
    ];
    const expected = [['b', [['c', [['d', ['e']]]]]], 'self'];
    for (let turn = 0; turn < all.length; turn++) {
      const turned = [...all.slice(turn), ...all.slice(0, turn)];
      expect(outline(buildPageTree(new Map(turned)))).toEqual(expected);
      expect(outline(buildPageTree(new Map(turned.reverse())))).toEqual(expected);
    }
  });

  it('leaves out what is in the trash and everything below it', () => {
    const entries = new Map([
      ['a', entry(null, 'a0', { trashedAt: 5 })],
      ['b', entry('a')],
      ['c', entry(null)],
    ]);
    expect(outline(buildPageTree(entries))).toEqual(['c']);
  });

  it('keeps every page of a random index exactly once', () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
    for (let round = 0; round < 50; round++) {
      const ids = Array.from({ length: 30 }, (_, i) => `page-${i}`);
      const entries = new Map(
        ids.map((id) => [id, entry(ids[Math.floor(random() * 34)] ?? null, `a${round % 3}`)]),
      );
      const shown = visibleRows(buildPageTree(entries), new Set(ids)).map(({ node }) => node.id);
      expect(shown.sort()).toEqual([...ids].sort());
    }
  });
});

describe('pathTo', () => {
  it('goes from the root to the page', () => {
    const entries = new Map([
      ['a', entry(null)],
      ['b', entry('a')],
      ['c', entry('b')],
    ]);
    expect(pathTo(entries, 'c')).toEqual(['a', 'b', 'c']);
    expect(pathTo(entries, 'unknown')).toEqual([]);
  });
});

describe('countBelow', () => {
  it('counts every page inside', () => {
    const entries = new Map([
      ['a', entry(null)],
      ['b', entry('a')],
      ['c', entry('b')],
    ]);
    const [root] = buildPageTree(entries);
    expect(root === undefined ? 0 : countBelow(root)).toBe(2);
  });
});
