import { useEffect } from 'react';
import type { Preferences, WorkspaceId } from '@confab/shared-types';
import { isShortcut } from '../ui/shortcut.ts';
import { useServices } from './AppContext.ts';
import { useCreatePage } from './useCreatePage.ts';
import { useToggleSidebar } from './useToggleSidebar.ts';

/** The shortcuts that work everywhere in the window, also while typing. */
export function useShortcuts(workspace: WorkspaceId): void {
  const { runtime, layout, app, hub } = useServices();
  const createPage = useCreatePage(workspace);
  const toggleSidebar = useToggleSidebar();
  useEffect(() => {
    const toggleTheme = (): void => {
      const dark = document.documentElement.dataset['mantineColorScheme'] === 'dark';
      const theme: Preferences['theme'] = dark ? 'light' : 'dark';
      hub.request('preferences.update', { theme }).catch((error: unknown) => console.error(error));
    };
    const shortcuts: readonly (readonly [keys: string, run: () => void])[] = [
      ['mod+K', () => layout.setState({ dialog: 'search' })],
      ['mod+,', () => layout.setState({ dialog: 'settings' })],
      ['mod+\\', toggleSidebar],
      ['mod+shift+L', toggleTheme],
      ['mod+N', () => createPage(null)],
      ['mod+alt+N', () => createPage(null)],
    ];
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const hit = shortcuts.find(([keys]) => isShortcut(event, keys, runtime.platform));
      if (hit === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      hit[1]();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [app, createPage, hub, layout, runtime, toggleSidebar]);
}
