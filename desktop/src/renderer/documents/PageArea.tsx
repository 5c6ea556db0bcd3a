import { useDocumentTitle } from '@mantine/hooks';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageId, WorkspaceId } from '@confab/shared-types';
import { useRoute, useServices } from '../app/AppContext.ts';
import { DefectBoundary } from '../app/DefectBoundary.tsx';
import { useCreatePage } from '../app/useCreatePage.ts';
import { usePointedBlock } from '../pages/usePointedBlock.ts';
import { VersionOverlay } from '../history/VersionOverlay.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { MissingPage } from './MissingPage.tsx';
import { loadPage } from './loadPage.ts';
import { usePageIndex } from './PageIndexContext.ts';
import { PageSkeleton } from './PageSkeleton.tsx';
import { useDamage } from './useDamage.ts';

const Page = lazy(loadPage);

const appName = 'Confab';

/** The page that the address names, or a way to one. */
export function PageArea({ workspace }: { readonly workspace: WorkspaceId }) {
  const { t } = useTranslation();
  const page = useRoute((route) => route.page);
  const createPage = useCreatePage(workspace);
  const { entries, writable } = usePageIndex();
  const entry = page === null ? undefined : entries.get(page);
  // Here, because the page's own code may come after others have opened its document.
  const damage = useDamage(page === null ? null : `${workspace}/page/${page}`);
  useRecordedVisit(workspace, page);
  usePointedBlock();
  useDocumentTitle(
    entry === undefined ? appName : `${entry.title.trim() || t('page.untitled')} – ${appName}`,
  );
  if (page !== null) {
    if (entry?.movedTo !== undefined) return <MissingPage page={page} />;
    return (
      <VersionOverlay>
        <DefectBoundary key={page}>
          <Suspense fallback={<PageSkeleton />}>
            <Page workspace={workspace} page={page} damage={damage} />
          </Suspense>
        </DefectBoundary>
      </VersionOverlay>
    );
  }
  return (
    <EmptyState
      text={t('app.noPage')}
      {...(writable
        ? { action: { label: t('sidebar.newPage'), run: () => createPage(null) } }
        : {})}
    />
  );
}

/** Pages that were looked at are found again in the palette. */
function useRecordedVisit(workspace: WorkspaceId, page: PageId | null): void {
  const { personal } = useServices();
  const { entries } = usePageIndex();
  const known = page !== null && entries.has(page);
  useEffect(() => {
    if (known) personal.visited(workspace, page);
  }, [known, page, personal, workspace]);
}
