export type Platform = 'mac' | 'windows' | 'linux';

const arrows = { arrowup: '↑', arrowdown: '↓', arrowleft: '←', arrowright: '→' } as const;
const macNames: Readonly<Record<string, string>> = {
  ...arrows,
  mod: '⌘',
  shift: '⇧',
  alt: '⌥',
  ctrl: '⌃',
};
const names: Readonly<Record<string, string>> = {
  ...arrows,
  mod: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  ctrl: 'Ctrl',
};

/** `mod+shift+L` as the platform writes it: `Ctrl+Shift+L`, on a Mac `⌘⇧L`. */
export function formatShortcut(shortcut: string, platform: Platform): string {
  const table = platform === 'mac' ? macNames : names;
  const parts = shortcut.split('+').map((part) => table[part.toLowerCase()] ?? part);
  return parts.join(platform === 'mac' ? '' : '+');
}

/** What of a keyboard event a shortcut is compared with. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
}

/**
 * Whether a key press is the shortcut. Letters are compared by place as well, so that shortcuts work
 * with a Hangul layout; nothing matches while a syllable is being composed.
 */
export function isShortcut(press: KeyPress, shortcut: string, platform: Platform): boolean {
  if (press.isComposing) return false;
  const parts = shortcut.toLowerCase().split('+');
  const key = parts.at(-1) ?? '';
  const wanted = new Set(parts.slice(0, -1));
  const mod = platform === 'mac' ? press.metaKey : press.ctrlKey;
  const otherMod = platform === 'mac' ? press.ctrlKey : press.metaKey;
  if (mod !== wanted.has('mod') || otherMod) return false;
  if (press.shiftKey !== wanted.has('shift') || press.altKey !== wanted.has('alt')) return false;
  if (press.key.toLowerCase() === key) return true;
  return /^[a-z]$/.test(key) && press.code === `Key${key.toUpperCase()}`;
}
