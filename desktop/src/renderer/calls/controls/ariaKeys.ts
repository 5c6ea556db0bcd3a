/** A shortcut as `aria-keyshortcuts` wants it: `mod+shift+M` is `Control+Shift+M Meta+Shift+M`. */
export function ariaKeys(shortcut: string): string {
  const named = (mod: string): string =>
    shortcut
      .split('+')
      .map((key) => (key === 'mod' ? mod : key === 'shift' ? 'Shift' : key === 'alt' ? 'Alt' : key))
      .join('+');
  return shortcut.includes('mod') ? `${named('Control')} ${named('Meta')}` : named('Control');
}
