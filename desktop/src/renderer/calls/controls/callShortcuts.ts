import { isShortcut } from '../../ui/shortcut.ts';
import type { KeyPress, Platform } from '../../ui/shortcut.ts';

export type CallAction = 'microphone' | 'camera' | 'captions' | 'hand' | 'size' | 'help';

/** Single keys that work in a call, as they are written in tooltips. */
export const callShortcuts: Readonly<Record<CallAction, string>> = {
  microphone: 'M',
  camera: 'V',
  captions: 'C',
  hand: 'R',
  size: 'W',
  help: '?',
};

const actions = Object.keys(callShortcuts) as CallAction[];

/** What a key press asks of the call; null: nothing. Never while something is being typed. */
export function callActionOf(
  press: KeyPress & { readonly repeat: boolean },
  typing: boolean,
  platform: Platform,
): CallAction | null {
  if (typing || press.repeat || press.isComposing) return null;
  // A question mark needs Shift on most keyboards, and which key it is differs.
  if (press.key === '?' && !press.ctrlKey && !press.metaKey && !press.altKey) return 'help';
  return actions.find((action) => isShortcut(press, callShortcuts[action], platform)) ?? null;
}

/** Whether keys pressed on this element are text, or choose something in it. */
export function isTypingIn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return target.closest('input, textarea, select, [role="textbox"], [role="menu"]') !== null;
}
