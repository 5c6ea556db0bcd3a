import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageId } from '@confab/shared-types';
import { useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { formatPageLink } from '../app/pageLink.ts';
import { goTo } from '../app/route.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { setPageIcon } from './pageActions.ts';
import { usePersonal } from './usePersonal.ts';

export interface PageCommands {
  open(page: PageId): void;
  isFavourite(page: PageId): boolean;
  toggleFavourite(page: PageId): void;
  duplicate(page: PageId): void;
  copyLink(page: PageId): void;
  setIcon(page: PageId, icon: string | null): void;
  /** Opens the dialog that asks where to. */
  move(page: PageId): void;
  export(page: PageId): void;
  exportTranscript(page: PageId): void;
}

/** What can be done with a page of the shown workspace from its row, its menu and the palette. */
export function usePageCommands(): PageCommands {
  const { t } = useTranslation();
  const { hub, layout, personal, route, toasts } = useServices();
  const { workspace, entries } = usePageIndex();
  const { favourites } = usePersonal(workspace);
  return useMemo(() => {
    const titleOf = (page: PageId): string => entries.get(page)?.title.trim() || t('page.untitled');
    const failed =
      (cause: string) =>
      (error: unknown): void =>
        toasts.show({ cause, text: errorText(t, error), tone: 'danger' });
    const duplicate = async (original: PageId): Promise<void> => {
      const title = t('pages.copyTitle', { title: titleOf(original) }).slice(0, 500);
      const { page } = await hub.request('pages.duplicate', { workspace, page: original, title });
      goTo(route, { workspace, page });
      toasts.show({
        cause: 'duplicate',
        text: t('pages.duplicated', { title: titleOf(original) }),
      });
    };
    const copyLink = async (page: PageId): Promise<void> => {
      await navigator.clipboard.writeText(formatPageLink({ workspace, page }));
      toasts.show({ cause: 'copy-link', text: t('pages.linkCopied') });
    };
    return {
      open: (page) => {
        layout.setState({ sidebarSheet: false });
        goTo(route, { workspace, page });
      },
      isFavourite: (page) => favourites.includes(page),
      toggleFavourite: (page) => personal.setFavourite(workspace, page, !favourites.includes(page)),
      duplicate: (page) => void duplicate(page).catch(failed('duplicate')),
      copyLink: (page) => void copyLink(page).catch(failed('copy-link')),
      setIcon: (page, icon) => void setPageIcon(hub, workspace, page, icon).catch(failed('icon')),
      move: (page) => layout.setState({ dialog: 'move', dialogPage: page, sidebarSheet: false }),
      export: (page) =>
        layout.setState({ dialog: 'export', dialogPage: page, sidebarSheet: false }),
      exportTranscript: (page) =>
        layout.setState({ dialog: 'export-transcript', dialogPage: page, sidebarSheet: false }),
    };
  }, [entries, favourites, hub, layout, personal, route, t, toasts, workspace]);
}
