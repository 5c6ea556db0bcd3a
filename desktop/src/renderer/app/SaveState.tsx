import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import classes from './SaveState.module.css';
import { useStatus } from './useStatus.ts';
import { sidebarSheetBelow, useNarrow } from './useToggleSidebar.ts';

/** The state of the open page in words, beside its header; in a narrow window in one or two. */
export function SaveState({ workspace }: { readonly workspace: WorkspaceId }) {
  const { t } = useTranslation();
  const narrow = useNarrow(sidebarSheetBelow);
  const { key, waiting } = useStatus(workspace);
  const words = t(`status.${key}`, { count: waiting });
  return (
    <span className={classes.state} title={words}>
      {narrow ? t(`status.short.${key}`) : words}
    </span>
  );
}
