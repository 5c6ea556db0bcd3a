import { describe, expect, it } from 'vitest';
import type { KeyPress } from '../ui/shortcut.ts';
import { acceleratorOf } from './acceleratorOf.ts';

function press(code: string, held: Partial<KeyPress> = {}): KeyPress {
  const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
  return { key: '', code, isComposing: false, ...none, ...held };
}

describe('acceleratorOf', () => {
  it('writes keys as Electron does, by their place', () => {
    expect(acceleratorOf(press('KeyM', { ctrlKey: true, shiftKey: true }))).toBe('Control+Shift+M');
    expect(acceleratorOf(press('KeyM', { key: 'ㅡ', metaKey: true }))).toBe('Command+M');
    expect(acceleratorOf(press('Digit1', { altKey: true }))).toBe('Alt+1');
    expect(acceleratorOf(press('ArrowUp', { altKey: true }))).toBe('Alt+Up');
  });

  it('takes no key that somebody types with', () => {
    expect(acceleratorOf(press('KeyM'))).toBeNull();
    expect(acceleratorOf(press('KeyM', { shiftKey: true }))).toBeNull();
    expect(acceleratorOf(press('F9'))).toBe('F9');
  });

  it('waits for more than modifiers', () => {
    expect(acceleratorOf(press('ControlLeft', { ctrlKey: true }))).toBeNull();
  });
});
