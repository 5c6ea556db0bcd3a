/**
 * Twelve colours for people, as `[light, dark]`: each at least 4.5:1 against the paper of its theme,
 * so that it serves for names as well as for tiles and cursors.
 */
export const personColors: readonly (readonly [light: string, dark: string])[] = [
  ['#0b776c', '#5ec8ba'],
  ['#1f6fb2', '#7ab8ee'],
  ['#5a57c8', '#a9a7f5'],
  ['#8a3fb0', '#cf9bea'],
  ['#b03480', '#f092c4'],
  ['#b8362f', '#f4958d'],
  ['#a34d12', '#efa46b'],
  ['#7d6108', '#d9bb56'],
  ['#4d7212', '#a8cc6a'],
  ['#20783d', '#74cc92'],
  ['#0d7489', '#6cc5d8'],
  ['#6b5a52', '#c4b0a6'],
];

/** Which of the twelve is a person's: the same on every device (FNV-1a over the id). */
export function personColorIndex(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193) >>> 0;
  }
  return hash % personColors.length;
}

/** A CSS colour that follows the theme. `id` is the account's where there is one. */
export function personColor(id: string): string {
  const [light, dark] = personColors[personColorIndex(id)] ?? ['#0b776c', '#5ec8ba'];
  return `light-dark(${light}, ${dark})`;
}

/** First letters of a name, two at most; one syllable for Hangul. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = [...(words[0] ?? '')][0] ?? '';
  if (/\p{Script=Hangul}/u.test(first)) return first;
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}
