import { describe, expect, it } from 'vitest';
import { orderThreads } from './orderThreads.ts';
import type { Thread } from './threads/readThreads.ts';

const thread = (id: string, change: Partial<Thread> = {}): Thread => ({
  id,
  anchor: { block: 'block', quote: id },
  createdAt: 1,
  resolvedAt: null,
  resolvedBy: null,
  comments: [],
  ...change,
});

const place = (from: number) => ({ kind: 'text' as const, from, to: from + 1 });
const ids = (threads: readonly Thread[]): string[] => threads.map(({ id }) => id);

describe('orderThreads', () => {
  it('goes from the page down the text to what is gone', () => {
    const threads = [
      thread('gone'),
      thread('low'),
      thread('page', { anchor: null }),
      thread('top'),
    ];
    const places = new Map([
      ['low', place(90)],
      ['top', place(3)],
    ]);
    expect(ids(orderThreads(threads, places, 'open'))).toEqual(['page', 'top', 'low', 'gone']);
  });

  it('shows resolved ones apart, the latest first', () => {
    const threads = [
      thread('open'),
      thread('early', { resolvedAt: 5 }),
      thread('late', { resolvedAt: 9 }),
    ];
    expect(ids(orderThreads(threads, null, 'resolved'))).toEqual(['late', 'early']);
    expect(ids(orderThreads(threads, null, 'open'))).toEqual(['open']);
  });
});
