import type * as Y from 'yjs';

/** One replaced run: at `at`, `removed` characters give way to `inserted`. */
export interface TextChange {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

/**
 * What turned `before` into `after`. `caret` is where the cursor stands now: of the same letter
 * typed beside itself it tells which one is new. Never cuts a surrogate pair.
 */
export function diffText(before: string, after: string, caret = after.length): TextChange | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  const startLimit = Math.min(shorter, Math.max(0, caret));
  while (start < startLimit && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < shorter - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end++;
  }
  if (isLowSurrogate(before, start) || isLowSurrogate(after, start)) start--;
  if (isLowSurrogate(before, before.length - end) || isLowSurrogate(after, after.length - end)) {
    end--;
  }
  return {
    at: start,
    removed: before.length - end - start,
    inserted: after.slice(start, after.length - end),
  };
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Where a position of the text stands after a change made by somebody else. */
export function shiftPosition(position: number, delta: Y.YTextEvent['delta']): number {
  let at = 0;
  let shifted = position;
  for (const { retain, insert, delete: removed } of delta) {
    if (retain !== undefined) at += retain;
    if (typeof insert === 'string') {
      if (at < shifted) shifted += insert.length;
      at += insert.length;
    }
    if (removed !== undefined) shifted -= Math.max(0, Math.min(removed, shifted - at));
  }
  return shifted;
}

export function applyChange(text: Y.Text, change: TextChange, origin: unknown): void {
  const apply = (): void => {
    if (change.removed > 0) text.delete(change.at, change.removed);
    if (change.inserted !== '') text.insert(change.at, change.inserted);
  };
  if (text.doc === null) apply();
  else text.doc.transact(apply, origin);
}

/** Makes a text equal to `value`, keeping what is already the same. */
export function replaceText(text: Y.Text, value: string, origin: unknown = null): void {
  const change = diffText(text.toString(), value);
  if (change !== null) applyChange(text, change, origin);
}
