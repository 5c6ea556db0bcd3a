import { useEffect } from 'react';
import type { WorkspaceId } from '@confab/shared-types';
import { isTypingIn } from '../calls/controls/callShortcuts.ts';
import { useCallServices } from '../calls/CallsContext.ts';
import { isShortcut } from '../ui/shortcut.ts';
import { useServices } from './AppContext.ts';
import { appActions, shortcutOf } from './shortcuts.ts';
import type { AppAction } from './shortcuts.ts';
import { useAppActions } from './useAppActions.ts';

/** A mouse's buttons at its side, as pointer events number them. */
const mouseBack = 3;
const mouseForward = 4;

/** The shortcuts that work everywhere in the window, also while typing; `?` only while not. */
export function useShortcuts(workspace: WorkspaceId): void {
  const { runtime } = useServices();
  const { calls } = useCallServices();
  const actions = useAppActions(workspace);
  useEffect(() => {
    const actionOf = (event: KeyboardEvent): AppAction | null => {
      if (event.key === '?' && !event.ctrlKey && !event.metaKey && !event.altKey) {
        // In a call the question mark lists the call's keys.
        const free = !isTypingIn(event.target) && calls.getState().session === null;
        return free ? 'shortcuts' : null;
      }
      const hit = appActions.find((action) =>
        isShortcut(event, shortcutOf(action, runtime), runtime.platform),
      );
      if (hit === undefined) return isShortcut(event, 'mod+N', runtime.platform) ? 'newPage' : null;
      // In the tree the same keys move a page.
      return isHistory(hit) && isInTree(event.target) ? null : hit;
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const action = actionOf(event);
      if (action === null) return;
      event.preventDefault();
      event.stopPropagation();
      actions[action]();
    };
    const onMouseUp = (event: MouseEvent): void => {
      if (event.button !== mouseBack && event.button !== mouseForward) return;
      event.preventDefault();
      actions[event.button === mouseBack ? 'back' : 'forward']();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    window.addEventListener('mouseup', onMouseUp, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true });
      window.removeEventListener('mouseup', onMouseUp, { capture: true });
    };
  }, [actions, calls, runtime]);
}

function isHistory(action: AppAction): boolean {
  return action === 'back' || action === 'forward';
}

function isInTree(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('[role="tree"], [data-keeps-alt-arrows]') !== null
  );
}
