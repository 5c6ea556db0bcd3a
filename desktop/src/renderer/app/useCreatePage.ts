import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageId, PageTemplate, WorkspaceId } from '@confab/shared-types';
import { useServices } from './AppContext.ts';
import { errorText } from './errorText.ts';
import { goTo } from './route.ts';

/**
 * Makes a page below `parent` (null: at the root), empty or from a template, and opens it with the
 * cursor in its title.
 */
export function useCreatePage(
  workspace: WorkspaceId,
): (parent: PageId | null, template?: PageTemplate) => void {
  const { t } = useTranslation();
  const { hub, layout, route, toasts } = useServices();
  return useCallback(
    (parent, template) => {
      const create = async (): Promise<void> => {
        const { page } = await hub.request('pages.create', {
          workspace,
          parent,
          ...(template === undefined ? {} : { template }),
        });
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
