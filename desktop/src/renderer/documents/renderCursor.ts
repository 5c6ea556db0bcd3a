import type { CollaborationUser } from '@blocknote/core/yjs';
import { personColor } from '../ui/personColors.ts';

/** Another person's caret with a name tag, in their colour of this theme. */
export function renderCursor(user: CollaborationUser): HTMLElement {
  const { account, person } = user;
  const id =
    typeof account === 'string' ? account : typeof person === 'string' ? person : user.name;
  const cursor = document.createElement('span');
  cursor.className = 'bn-collaboration-cursor__base';
  cursor.style.setProperty('--person', personColor(id));
  const caret = document.createElement('span');
  caret.className = 'bn-collaboration-cursor__caret';
  caret.contentEditable = 'false';
  const label = document.createElement('span');
  label.className = 'bn-collaboration-cursor__label';
  label.textContent = user.name;
  caret.append(label);
  // Word joiners keep the caret on the line of the letter before it.
  cursor.append('\u2060', caret, '\u2060');
  return cursor;
}
