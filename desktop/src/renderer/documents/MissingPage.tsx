import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageId } from '@confab/shared-types';
import { useData, useServices } from '../app/AppContext.ts';
import { goTo } from '../app/route.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { usePageIndex } from './PageIndexContext.ts';

/**
 * Where an address leads that has no page here: on, when the page was moved; else what is known of it
 * is said.
 */
export function MissingPage({ page }: { readonly page: PageId }) {
  const { t } = useTranslation();
  const { route } = useServices();
  const { workspace, index, entries } = usePageIndex();
  const entry = entries.get(page);
  const movedTo = entry?.movedTo;
  const reachable = useData(({ workspaces }) =>
    workspaces.some(({ id }) => id === movedTo?.workspace),
  );
  useEffect(() => {
    if (movedTo !== undefined && reachable) goTo(route, movedTo, 'replace');
  }, [movedTo, reachable, route]);
  if (index === null || index.state === 'opening' || (movedTo !== undefined && reachable)) {
    return null;
  }
  const toPages = {
    label: t('pages.missing.toPages'),
    run: () => goTo(route, { workspace, page: null }, 'replace'),
  };
  if (movedTo !== undefined) {
    return <EmptyState text={t('pages.missing.movedAway')} action={toPages} />;
  }
  if (entry !== undefined) return <EmptyState text={t('page.notArrived')} />;
  return <EmptyState text={t('pages.missing.unknown')} action={toPages} />;
}
