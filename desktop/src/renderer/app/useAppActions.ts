import { useMemo } from 'react';
import type { Preferences, WorkspaceId } from '@confab/shared-types';
import { useServices } from './AppContext.ts';
import type { AppAction } from './shortcuts.ts';
import { useCreatePage } from './useCreatePage.ts';
import { useToggleSidebar } from './useToggleSidebar.ts';

/** What the shortcuts that work everywhere do. */
export function useAppActions(workspace: WorkspaceId): Readonly<Record<AppAction, () => void>> {
  const { hub, layout } = useServices();
  const createPage = useCreatePage(workspace);
  const toggleSidebar = useToggleSidebar();
  return useMemo(
    () => ({
      search: () => layout.setState({ dialog: 'search' }),
      newPage: () => createPage(null),
      back: () => window.history.back(),
      forward: () => window.history.forward(),
      toggleSidebar,
      toggleTheme: () => {
        const dark = document.documentElement.dataset['mantineColorScheme'] === 'dark';
        const theme: Preferences['theme'] = dark ? 'light' : 'dark';
        hub
          .request('preferences.update', { theme })
          .catch((error: unknown) => console.error(error));
      },
      settings: () => layout.setState({ dialog: 'settings' }),
      shortcuts: () => layout.setState({ dialog: 'shortcuts' }),
    }),
    [createPage, hub, layout, toggleSidebar],
  );
}
