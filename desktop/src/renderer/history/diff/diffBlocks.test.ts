import { describe, expect, it } from 'vitest';
import { diffBlocks } from './diffBlocks.ts';
import { diffWords, ownFirst } from './diffWords.ts';
import type { ComparedBlock } from './diffBlocks.ts';

const block = (id: string, ...lines: readonly string[]): ComparedBlock => ({
  id,
  lines,
  look: 'paragraph',
});

const none = { own: [], other: [] };

describe('diffBlocks', () => {
  it('finds nothing in equal pages', () => {
    expect(diffBlocks([block('a', 'one')], [block('a', 'one')], 'en')).toEqual([]);
  });

  it('tells new blocks, and missing ones where they stood', () => {
    const other = [block('a', 'one'), block('gone', 'two'), block('b', 'three'), block('end', 'x')];
    const shown = [block('a', 'one'), block('b', 'three'), block('new', 'four')];
    expect(diffBlocks(shown, other, 'en')).toEqual([
      { kind: 'other', id: 'gone', before: 'b' },
      { kind: 'other', id: 'end', before: 'new' },
      { kind: 'own', id: 'new' },
    ]);
    expect(diffBlocks([block('a', 'one')], other.slice(0, 2), 'en')).toEqual([
      { kind: 'other', id: 'gone', before: null },
    ]);
  });

  it('tells words within a block', () => {
    expect(
      diffBlocks([block('a', 'the late launch')], [block('a', 'the launch in June')], 'en'),
    ).toEqual([
      {
        kind: 'words',
        id: 'a',
        lines: [{ own: [[4, 9]], other: [{ at: 15, text: 'in June' }] }],
      },
    ]);
  });

  it('tells Korean words', () => {
    expect(diffBlocks([block('a', '회의는 금요일')], [block('a', '회의는 목요일')], 'ko')).toEqual([
      { kind: 'words', id: 'a', lines: [{ own: [[4, 7]], other: [{ at: 4, text: '목요일' }] }] },
    ]);
  });

  it('tells a block that was moved once, where it is shown', () => {
    const [a, b, c] = [block('a', '1'), block('b', '2'), block('c', '3')];
    expect(diffBlocks([b, c, a], [a, b, c], 'en')).toEqual([{ kind: 'moved', id: 'a' }]);
  });

  it('tells a change of kind or style without a change of words', () => {
    const heading = { ...block('a', 'one'), look: 'heading' };
    expect(diffBlocks([heading], [block('a', 'one')], 'en')).toEqual([{ kind: 'look', id: 'a' }]);
  });

  it('compares tables cell by cell, and by whole cells when rows came or went', () => {
    const other = block('t', 'a', 'b', 'c', 'd');
    expect(diffBlocks([block('t', 'a', 'x', 'c', 'd')], [other], 'en')).toEqual([
      {
        kind: 'words',
        id: 't',
        lines: [none, { own: [[0, 1]], other: [{ at: 0, text: 'b' }] }, none, none],
      },
    ]);
    expect(diffBlocks([block('t', 'a', 'b')], [other], 'en')).toEqual([
      {
        kind: 'words',
        id: 't',
        lines: [
          none,
          {
            own: [],
            other: [
              { at: 1, text: 'c' },
              { at: 1, text: 'd' },
            ],
          },
        ],
      },
    ]);
  });
});

describe('ownFirst', () => {
  it('tells the words of the other page behind those in their place', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
    const changes = diffWords('in June', 'in July', segmenter);
    expect(changes).toEqual({ own: [[3, 7]], other: [{ at: 3, text: 'July' }] });
    expect(ownFirst(changes).other).toEqual([{ at: 7, text: 'July' }]);
  });
});
