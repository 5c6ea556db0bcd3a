import { describe, expect, it } from 'vitest';
import { formatShortcut, isShortcut } from './shortcut.ts';
import type { KeyPress } from './shortcut.ts';

const plain: KeyPress = {
  key: 'k',
  code: 'KeyK',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  isComposing: false,
};

describe('isShortcut', () => {
  it('takes Ctrl for mod, and Command on a Mac', () => {
    expect(isShortcut({ ...plain, ctrlKey: true }, 'mod+K', 'linux')).toBe(true);
    expect(isShortcut({ ...plain, metaKey: true }, 'mod+K', 'mac')).toBe(true);
    expect(isShortcut({ ...plain, ctrlKey: true }, 'mod+K', 'mac')).toBe(false);
    expect(isShortcut(plain, 'mod+K', 'linux')).toBe(false);
  });

  it('finds a letter by its place under a Hangul layout', () => {
    expect(isShortcut({ ...plain, ctrlKey: true, key: 'ㅏ' }, 'mod+K', 'linux')).toBe(true);
  });

  it('never matches while composing or with a modifier too many', () => {
    expect(isShortcut({ ...plain, ctrlKey: true, isComposing: true }, 'mod+K', 'linux')).toBe(
      false,
    );
    expect(isShortcut({ ...plain, ctrlKey: true, shiftKey: true }, 'mod+K', 'linux')).toBe(false);
  });
});

describe('formatShortcut', () => {
  it('writes as the platform does', () => {
    expect(formatShortcut('mod+shift+L', 'linux')).toBe('Ctrl+Shift+L');
    expect(formatShortcut('mod+shift+L', 'mac')).toBe('⌘⇧L');
    expect(formatShortcut('alt+ArrowLeft', 'windows')).toBe('Alt+←');
  });
});
