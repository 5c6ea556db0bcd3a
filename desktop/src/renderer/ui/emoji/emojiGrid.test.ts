import { describe, expect, it } from 'vitest';
import { loadEmoji, mergeEmoji } from './emojiData.ts';
import { emojiAt, emojiRows, findEmoji, nextCell } from './emojiGrid.ts';

const all = await loadEmoji('en');
const emojiOf = (query: string): string[] => findEmoji(all, query).map(({ emoji }) => emoji);

describe('finding emoji', () => {
  it('finds by English and Korean words, also by a part of one', () => {
    expect(emojiOf('rocket')).toContain('🚀');
    expect(emojiOf('로켓')[0]).toBe('🚀');
    expect(emojiOf('책')).toContain('📖');
    expect(emojiOf('책'.normalize('NFD'))).toContain('📖');
    expect(emojiOf('party pop')[0]).toBe('🎉');
  });

  it('puts words that begin with the query first', () => {
    const [first] = findEmoji(all, 'cat');
    expect(` ${first?.words ?? ''}`).toContain(' cat');
    expect(emojiOf('no emoji has this')).toEqual([]);
  });

  it('leaves out what is only a part of other emoji', () => {
    expect(all.map(({ emoji }) => emoji)).not.toContain('🏻');
    expect(all.length).toBeGreaterThan(1800);
  });

  it('names them in the language of the app', () => {
    const one = { hexcode: '1', unicode: '🚀', label: 'rocket', group: 5, order: 1 };
    const merged = mergeEmoji([one], [{ ...one, label: '로켓' }], 'ko');
    expect(merged[0]?.label).toBe('로켓');
  });
});

describe('the grid', () => {
  const rows = emojiRows(all, ['🚀', '📖', '🪿 unknown'], '');

  it('begins with the recent ones', () => {
    expect(rows[0]).toEqual({ kind: 'heading', group: 'recent' });
    expect(emojiAt(rows, { row: 1, column: 0 })?.emoji).toBe('🚀');
    expect(rows[1]?.kind === 'emoji' && rows[1].cells.length).toBe(2);
  });

  it('arrow keys go over headings, to the nearest column, and stop at the ends', () => {
    expect(nextCell(rows, null, 'ArrowDown')).toEqual({ row: 1, column: 0 });
    expect(nextCell(rows, { row: 1, column: 1 }, 'ArrowDown')).toEqual({ row: 3, column: 1 });
    expect(nextCell(rows, { row: 3, column: 8 }, 'ArrowUp')).toEqual({ row: 1, column: 1 });
    expect(nextCell(rows, { row: 1, column: 1 }, 'ArrowRight')).toEqual({ row: 3, column: 0 });
    expect(nextCell(rows, { row: 3, column: 0 }, 'ArrowLeft')).toEqual({ row: 1, column: 1 });
    expect(nextCell(rows, { row: 1, column: 0 }, 'ArrowUp')).toBeNull();
    expect(nextCell(rows, null, 'ArrowLeft')).toBeNull();
  });
});
