import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyChange, diffText, replaceText, shiftPosition } from './titleText.ts';

function patched(before: string, after: string, caret?: number): string {
  const change = diffText(before, after, caret);
  if (change === null) return before;
  const { at, removed, inserted } = change;
  return before.slice(0, at) + inserted + before.slice(at + removed);
}

describe('diffText', () => {
  it.each([
    ['', 'a'],
    ['abc', 'abXc'],
    ['aaaa', 'aaa'],
    ['abc', ''],
    ['한국', '한국어'],
    ['one two', 'one and two'],
    ['😀', '😁'],
    ['a😀b', 'a😀😀b'],
  ])('turns %j into %j', (before, after) => {
    expect(patched(before, after)).toBe(after);
  });

  it('takes the letter at the caret for the new one', () => {
    expect(diffText('aa', 'aaa', 1)).toEqual({ at: 1, removed: 0, inserted: 'a' });
  });

  it('never cuts a surrogate pair', () => {
    expect(diffText('😀', '😁')).toEqual({ at: 0, removed: 2, inserted: '😁' });
  });
});

describe('shiftPosition', () => {
  it('moves with what others insert and delete before it', () => {
    expect(shiftPosition(3, [{ insert: 'ab' }])).toBe(5);
    expect(shiftPosition(3, [{ retain: 5 }, { insert: 'ab' }])).toBe(3);
    expect(shiftPosition(3, [{ retain: 1 }, { delete: 4 }])).toBe(1);
    expect(shiftPosition(3, [{ delete: 1 }])).toBe(2);
  });
});

describe('replaceText', () => {
  it('keeps what another person wrote elsewhere in the title', () => {
    const mine = new Y.Doc();
    const theirs = new Y.Doc();
    mine.getText('title').insert(0, 'plan');
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
    replaceText(mine.getText('title'), 'Launch plan');
    applyChange(theirs.getText('title'), { at: 4, removed: 0, inserted: ' 2' }, null);
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
    expect(mine.getText('title').toString()).toBe('Launch plan 2');
  });
});
