import { useDocumentTitle } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import { useRoute } from '../app/AppContext.ts';
import { useCreatePage } from '../app/useCreatePage.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Page } from './Page.tsx';
import { usePageIndex } from './PageIndexContext.ts';

const appName = 'Confab';

/** The page that the address names, or a way to one. */
export function PageArea({ workspace }: { readonly workspace: WorkspaceId }) {
  const { t } = useTranslation();
  const page = useRoute((route) => route.page);
  const createPage = useCreatePage(workspace);
  const { entries, writable } = usePageIndex();
  const entry = page === null ? undefined : entries.get(page);
  useDocumentTitle(
    entry === undefined ? appName : `${entry.title.trim() || t('page.untitled')} – ${appName}`,
  );
  if (page !== null) return <Page key={page} workspace={workspace} page={page} />;
  return (
    <EmptyState
      text={t('app.noPage')}
      {...(writable
        ? { action: { label: t('sidebar.newPage'), run: () => createPage(null) } }
        : {})}
    />
  );
}
