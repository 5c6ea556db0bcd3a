import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageId, WorkspaceId } from '@confab/shared-types';
import { useServices } from './AppContext.ts';
import { errorText } from './errorText.ts';
import { goTo } from './route.ts';

/** Makes a page below `parent` (null: at the root) and opens it with the cursor in its title. */
export function useCreatePage(workspace: WorkspaceId): (parent: PageId | null) => void {
  const { t } = useTranslation();
  const { hub, layout, route, toasts } = useServices();
  return useCallback(
    (parent) => {
      const create = async (): Promise<void> => {
        const { page } = await hub.request('pages.create', { workspace, parent });
        layout.setState({ focus: 'title', sidebarSheet: false });
        goTo(route, { workspace, page });
      };
      create().catch((error: unknown) => {
        toasts.show({ cause: 'create-page', text: errorText(t, error), tone: 'danger' });
      });
    },
    [hub, layout, route, t, toasts, workspace],
  );
}
