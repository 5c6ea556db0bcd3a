import type { CalloutKind } from '@confab/shared-types';

/** Kinds of GitHub's alerts and Obsidian's callouts by ours; what is not named is a note. */
const kinds: Readonly<Record<string, CalloutKind>> = {
  tip: 'tip',
  hint: 'tip',
  success: 'tip',
  check: 'tip',
  done: 'tip',
  important: 'important',
  warning: 'warning',
  caution: 'warning',
  attention: 'warning',
  failure: 'warning',
  danger: 'warning',
  error: 'warning',
  bug: 'warning',
};

export interface CalloutStart {
  readonly kind: CalloutKind;
  /** How many characters of the text say that it is a callout. */
  readonly length: number;
}

/** `[!note]` at the start of a quote, folded (`-`, `+`) or not; null when it is an ordinary quote. */
export function calloutStart(text: string): CalloutStart | null {
  const [whole, name] = /^\[!([A-Za-z]+)\][-+]?[ \t]*\n?/.exec(text) ?? [];
  if (whole === undefined || name === undefined) return null;
  return { kind: calloutKind(name), length: whole.length };
}

export function calloutKind(name: string): CalloutKind {
  return kinds[name.toLowerCase()] ?? 'note';
}
