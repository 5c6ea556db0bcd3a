import type { CollaborationUser } from '@blocknote/core/yjs';
import type { Awareness } from 'y-protocols/awareness';
import { awarenessUserSchema } from '@confab/shared-types';
import { personColor } from '../ui/personColors.ts';

/**
 * Draws another person's caret with a name tag, in their colour of this theme. BlockNote asks for a
 * caret once and keeps it: a new name is put into the tags that are there.
 */
export function createCursorRenderer(
  awareness: Awareness,
): (user: CollaborationUser) => HTMLElement {
  const tags = new Map<string, Set<HTMLElement>>();
  awareness.on('change', () => {
    for (const state of awareness.getStates().values()) {
      const user = awarenessUserSchema.safeParse(state['user']);
      if (!user.success) continue;
      for (const tag of tags.get(idOf(user.data)) ?? []) {
        if (tag.textContent !== user.data.name) tag.textContent = user.data.name;
      }
    }
  });
  return (user) => {
    const id = idOf(user);
    const { cursor, tag } = drawCursor(id, user.name);
    tags.set(id, (tags.get(id) ?? new Set()).add(tag));
    return cursor;
  };
}

function idOf({ account, person, name }: Record<string, unknown>): string {
  if (typeof account === 'string') return account;
  return typeof person === 'string' ? person : String(name);
}

function drawCursor(
  id: string,
  name: string,
): { readonly cursor: HTMLElement; readonly tag: HTMLElement } {
  const cursor = document.createElement('span');
  cursor.className = 'bn-collaboration-cursor__base';
  cursor.style.setProperty('--person', personColor(id));
  const caret = document.createElement('span');
  caret.className = 'bn-collaboration-cursor__caret';
  caret.contentEditable = 'false';
  const tag = document.createElement('span');
  tag.className = 'bn-collaboration-cursor__label';
  tag.textContent = name;
  caret.append(tag);
  // Word joiners keep the caret on the line of the letter before it.
  cursor.append('\u2060', caret, '\u2060');
  return { cursor, tag };
}
