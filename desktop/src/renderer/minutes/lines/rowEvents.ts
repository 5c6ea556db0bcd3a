import type { KeyboardEvent, MouseEvent } from 'react';

/** Index of the row an event is in; null: in none, or in a field or menu that is open above it. */
export function rowAt({ target, currentTarget }: KeyboardEvent | MouseEvent): number | null {
  if (!(target instanceof Element) || !currentTarget.contains(target)) return null;
  if (isWriting(target)) return null;
  const index = target.closest<HTMLElement>('[data-index]')?.dataset['index'];
  return index === undefined ? null : Number(index);
}

export function isWriting(target: EventTarget): boolean {
  return target instanceof HTMLTextAreaElement;
}

export function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, textarea, a') !== null;
}

/** Whether words are chosen as text: then they, not the lines, are what is copied. */
export function hasChosenText(): boolean {
  return window.getSelection()?.isCollapsed === false;
}
