import { Popover, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import { SyncPanel } from '../sync/SyncPanel.tsx';
import { StatusDot } from '../ui/StatusDot.tsx';
import classes from './StatusFoot.module.css';
import { useStatus } from './useStatus.ts';

/** How safe everything is, in the sidebar's foot; a press says what waits and since when. */
export function StatusFoot({ workspace }: { readonly workspace: WorkspaceId }) {
  const { t } = useTranslation();
  const { key, tone, waiting } = useStatus(workspace);
  const words = t(`status.${key}`, { count: waiting });
  return (
    <Popover position="top-start" width={320} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.status}
          aria-label={`${t('status.label')}: ${words}`}
        >
          <StatusDot tone={tone} />
          <span className={classes.words}>{words}</span>
        </button>
      </Popover.Target>
      <VisuallyHidden role="status">{key === 'saving' ? '' : words}</VisuallyHidden>
      <Popover.Dropdown className={classes.panel} aria-label={t('status.label')}>
        <SyncPanel workspace={workspace} />
      </Popover.Dropdown>
    </Popover>
  );
}
