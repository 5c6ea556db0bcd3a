import type { PageEntry } from '@confab/shared-types';
import { expect, it } from 'vitest';
import { findPages } from './findPages.ts';

const entry = (title: string, parent: string | null = null): PageEntry => ({
  parent,
  order: 'a0',
  title,
  icon: null,
  kind: 'page',
  trashedAt: null,
});

const entries = new Map([
  ['a', entry('Project plan')],
  ['b', entry('Plan of the week', 'a')],
  ['c', entry('회의 기록')],
  ['d', { ...entry('Old plan'), trashedAt: 1 }],
]);
const ids = (query: string): string[] => findPages(entries, query, 'en').map(({ id }) => id);

it('finds a part of a title, those that begin with it first', () => {
  expect(ids('PLAN')).toEqual(['b', 'a']);
  expect(ids('week plan')).toEqual(['b']);
});

it('finds two Hangul syllables, also decomposed', () => {
  expect(ids('기록')).toEqual(['c']);
  expect(ids('기록'.normalize('NFD'))).toEqual(['c']);
});

it('finds everything for nothing, but never the trash', () => {
  expect(ids('')).toEqual(['a', 'b', 'c']);
  expect(ids('old')).toEqual([]);
});

it('tells where the page is', () => {
  expect(findPages(entries, 'week', 'en')[0]?.path).toEqual(['Project plan']);
});
