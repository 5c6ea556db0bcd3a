import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageId } from '@confab/shared-types';
import { useServices } from '../app/AppContext.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { movePage } from './movePages.ts';
import type { TreePlace } from './movePages.ts';
import { changeEntries, inverseOf } from './pageActions.ts';

/** Moves a page within its workspace; a toast, which screen readers hear, says where and undoes it. */
export function useMovePage(): (page: PageId, place: TreePlace) => void {
  const { t } = useTranslation();
  const { toasts } = useServices();
  const { index, entries } = usePageIndex();
  return useCallback(
    (page, place) => {
      const changes = movePage(entries, page, place);
      if (index === null || changes.size === 0) return;
      const before = inverseOf(entries, changes);
      changeEntries(index.handle, changes);
      const titleOf = (id: PageId): string => entries.get(id)?.title.trim() || t('page.untitled');
      const title = titleOf(page);
      toasts.show({
        cause: `move ${page}`,
        text:
          place.before !== null
            ? t('pages.movedBefore', { title, other: titleOf(place.before) })
            : place.parent === null
              ? t('pages.movedToEnd', { title })
              : t('pages.movedInto', { title, other: titleOf(place.parent) }),
        action: { label: t('common.undo'), run: () => changeEntries(index.handle, before) },
      });
    },
    [entries, index, t, toasts],
  );
}
