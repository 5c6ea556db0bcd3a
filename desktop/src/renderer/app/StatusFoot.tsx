import { Button, Popover, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import { StatusDot } from '../ui/StatusDot.tsx';
import { useServices } from './AppContext.ts';
import { formatMoment } from './formatMoment.ts';
import classes from './StatusFoot.module.css';
import type { StatusKey } from './statusOf.ts';
import { useStatus } from './useStatus.ts';

const details = {
  hubLost: 'status.hubLostDetail',
  saving: 'status.savingDetail',
  local: 'status.localDetail',
  savedHere: 'status.syncingDetail',
  synced: 'status.syncedDetail',
  offline: 'status.offlineDetail',
  offlineNone: 'status.offlineDetail',
  signedOut: 'status.signedOutDetail',
  noPermission: 'status.noPermissionDetail',
} as const satisfies Record<StatusKey, string>;

/** How safe everything is, in the sidebar's foot; a press says what waits and since when. */
export function StatusFoot({ workspace }: { readonly workspace: WorkspaceId }) {
  const { t, i18n } = useTranslation();
  const { layout } = useServices();
  const { key, tone, waiting, since } = useStatus(workspace);
  const words = t(`status.${key}`, { count: waiting });
  return (
    <Popover position="top-start" width={280} trapFocus returnFocus>
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
        <p className={classes.detail}>{t(details[key])}</p>
        <p className={classes.waiting}>
          {waiting === 0
            ? t('status.nothingWaiting')
            : [
                t('status.waiting', { count: waiting }),
                since === null
                  ? ''
                  : t('status.since', { time: formatMoment(since, i18n.language) }),
              ].join(' ')}
        </p>
        {key === 'signedOut' && (
          <Button size="xs" onClick={() => layout.setState({ dialog: 'connect' })}>
            {t('status.signIn')}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
