import { useTranslation } from 'react-i18next';
import { useRoute } from '../app/AppContext.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { isShown, pathTo } from '../documents/pageTree.ts';
import { usePersonal } from '../pages/usePersonal.ts';
import type { RecentPage } from './paletteRows.ts';

const mostShown = 8;

/** The pages looked at last, without the open one and what is in the tree no more. */
export function useRecentPages(): readonly RecentPage[] {
  const { t } = useTranslation();
  const open = useRoute(({ page }) => page);
  const { workspace, entries } = usePageIndex();
  const { recent } = usePersonal(workspace);
  return recent
    .flatMap(({ page }) => {
      const entry = entries.get(page);
      if (page === open || entry === undefined || !isShown(entry)) return [];
      const { icon, kind } = entry;
      const path = pathTo(entries, page)
        .slice(0, -1)
        .map((above) => entries.get(above)?.title.trim() || t('page.untitled'));
      const title = entry.title.trim() || t('page.untitled');
      return [{ workspace, page, title, path, icon, kind }];
    })
    .slice(0, mostShown);
}
