import { describe, expect, it } from 'vitest';
import { lineActionOf } from './lineActions.ts';

const bare = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const press = (key: string, code: string, more: Partial<typeof bare> = {}) =>
  lineActionOf({ key, code, ...bare, ...more });

describe('keys on a line', () => {
  it('mark it, also with Hangul switched on', () => {
    expect(press('d', 'KeyD')).toEqual({ do: 'mark', kind: 'decision' });
    expect(press('ㅁ', 'KeyA')).toEqual({ do: 'mark', kind: 'action' });
    expect(press('ㅂ', 'KeyQ')).toEqual({ do: 'mark', kind: 'question' });
  });

  it('are letters where another layout has them', () => {
    expect(press('q', 'KeyA')).toEqual({ do: 'mark', kind: 'question' });
  });

  it('correct it and copy it; the shortcuts of the app are left alone', () => {
    expect(press('Enter', 'Enter')).toEqual({ do: 'edit' });
    expect(press('c', 'KeyC', { ctrlKey: true })).toEqual({ do: 'copy' });
    expect(press('d', 'KeyD', { ctrlKey: true })).toBeNull();
    expect(press('D', 'KeyD', { shiftKey: true })).toBeNull();
    expect(press('m', 'KeyM')).toBeNull();
  });
});
