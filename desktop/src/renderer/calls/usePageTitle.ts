import type { PageId, WorkspaceId } from '@confab/shared-types';
import { useTranslation } from 'react-i18next';
import { useFollowedIndex } from '../documents/PageIndexContext.ts';

/** What a call is about, in words: its page's title, or the workspace as a whole. */
export function usePageTitle(workspace: WorkspaceId, page: PageId | null): string {
  const { t } = useTranslation();
  const { entries } = useFollowedIndex(workspace);
  if (page === null) return t('calls.workspaceCall');
  return entries.get(page)?.title || t('page.untitled');
}
