import { isShortcut } from '../../ui/shortcut.ts';
import type { KeyPress, Platform } from '../../ui/shortcut.ts';

export type CallAction =
  | 'microphone'
  | 'microphoneAnywhere'
  | 'talk'
  | 'camera'
  | 'share'
  | 'captions'
  | 'hand'
  | 'reactions'
  | 'chat'
  | 'people'
  | 'size'
  | 'layout'
  | 'fullScreen'
  | 'help';

/** The keys that work in a call, as they are written in tooltips and in the list of them. */
export const callShortcuts: Readonly<Record<CallAction, string>> = {
  microphone: 'M',
  microphoneAnywhere: 'mod+shift+M',
  talk: 'Space',
  camera: 'V',
  share: 'D',
  captions: 'C',
  hand: 'R',
  reactions: 'shift+R',
  chat: 'T',
  people: 'P',
  size: 'W',
  layout: 'S',
  fullScreen: 'F',
  help: '?',
};

export const callActions = Object.keys(callShortcuts) as readonly CallAction[];

/** Where a key is pressed, and what of it is wanted. */
export interface KeySituation {
  /** Something is being written or chosen there. */
  readonly typing: boolean;
  /** The focus is on what Space presses itself. */
  readonly onControl: boolean;
  /** Single keys are wanted (WCAG 2.1.4: they can be turned off). */
  readonly singleKeys: boolean;
  readonly platform: Platform;
}

/**
 * What a key press asks of the call; null: nothing. Single keys never while something is written or
 * composed; those with Ctrl or Cmd always.
 */
export function callActionOf(
  press: KeyPress & { readonly repeat: boolean },
  { typing, onControl, singleKeys, platform }: KeySituation,
): CallAction | null {
  if (press.isComposing || press.repeat) return null;
  if (isShortcut(press, callShortcuts.microphoneAnywhere, platform)) return 'microphoneAnywhere';
  if (typing || !singleKeys) return null;
  const bare = !press.ctrlKey && !press.metaKey && !press.altKey;
  // A question mark needs Shift on most keyboards, and which key it is differs.
  if (press.key === '?' && bare) return 'help';
  if (press.code === 'Space') return bare && !press.shiftKey && !onControl ? 'talk' : null;
  return callActions.find((action) => isShortcut(press, callShortcuts[action], platform)) ?? null;
}

/** Whether keys pressed on this element are text, or choose something in it. */
export function isTypingIn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  const text = 'input:not([type="checkbox"], [type="radio"]), textarea, [role="textbox"]';
  return target.closest(`${text}, select, [role="menu"]`) !== null;
}

/** Whether Space presses, opens or ticks what has the focus. */
export function isOnControl(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  const controls = 'button, a, input, summary, [role="button"], [role="tab"], [role="treeitem"]';
  return target.closest(controls) !== null;
}
