import type { KeyPress } from '../ui/shortcut.ts';

/** Keys as Electron writes them in accelerators, by the code of a keyboard event. */
const named: Readonly<Record<string, string>> = {
  Space: 'Space',
  Backquote: '`',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Comma: ',',
  Period: '.',
  Slash: '/',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/**
 * A key press as an accelerator, such as `Control+Shift+M`, by the place of the key: the same with a
 * Hangul layout. Null: only modifiers so far, or none, which would take a letter from every program.
 */
export function acceleratorOf(press: KeyPress): string | null {
  const key = keyOf(press.code);
  const functionKey = key !== null && /^F\d+$/.test(key);
  const modifiers = [
    press.ctrlKey && 'Control',
    press.metaKey && 'Command',
    press.altKey && 'Alt',
    press.shiftKey && 'Shift',
  ].filter((one) => one !== false);
  const strong = modifiers.some((one) => one !== 'Shift');
  if (key === null || (!strong && !functionKey)) return null;
  return [...modifiers, key].join('+');
}

function keyOf(code: string): string | null {
  const letter = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1];
  if (letter !== undefined) return letter;
  return /^F([1-9]|1\d|2[0-4])$/.test(code) ? code : (named[code] ?? null);
}
