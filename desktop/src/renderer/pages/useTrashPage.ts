import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../app/AppContext.ts';
import { goTo } from '../app/route.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { countBelow, pathTo } from '../documents/pageTree.ts';
import type { PageNode } from '../documents/pageTree.ts';
import { restorePage, trashPage } from './pageActions.ts';

/** Moves a page to the trash with an Undo; when it was open, its neighbour opens instead. */
export function useTrashPage(): (node: PageNode) => void {
  const { t } = useTranslation();
  const { route, toasts } = useServices();
  const { index, workspace, entries, tree } = usePageIndex();
  return useCallback(
    (node) => {
      if (index === null) return;
      const { page } = route.getState();
      trashPage(index.handle, node.id, Date.now());
      const wasOpen = page !== null && pathTo(entries, page).includes(node.id);
      if (wasOpen) {
        const other = node.entry.parent ?? tree.find(({ id }) => id !== node.id)?.id ?? null;
        goTo(route, { workspace, page: other }, 'replace');
      }
      const title = node.entry.title.trim() || t('page.untitled');
      const below = countBelow(node);
      toasts.show({
        cause: `trash ${node.id}`,
        text:
          below === 0
            ? t('tree.trashed', { title })
            : t('tree.trashedMany', { title, count: below }),
        action: {
          label: t('common.undo'),
          run: () => {
            restorePage(index.handle, entries, node.id);
            if (wasOpen) goTo(route, { workspace, page });
          },
        },
      });
    },
    [entries, index, route, t, toasts, tree, workspace],
  );
}
