import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import classes from './SaveState.module.css';
import { useStatus } from './useStatus.ts';

/** The state of the open page in words, beside its header. */
export function SaveState({ workspace }: { readonly workspace: WorkspaceId }) {
  const { t } = useTranslation();
  const { key, waiting } = useStatus(workspace);
  return <span className={classes.state}>{t(`status.${key}`, { count: waiting })}</span>;
}
