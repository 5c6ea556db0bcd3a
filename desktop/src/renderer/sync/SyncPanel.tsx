import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import { useServices, useWorkspace } from '../app/AppContext.ts';
import { formatMoment } from '../app/formatMoment.ts';
import type { StatusKey } from '../app/statusOf.ts';
import { useStatus } from '../app/useStatus.ts';
import { useAction } from '../people/useAction.ts';
import classes from './SyncPanel.module.css';
import { WaitingList } from './WaitingList.tsx';
import { useSyncDetails } from './useSyncDetails.ts';

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
  quarantined: 'status.quarantinedDetail',
} as const satisfies Record<StatusKey, string>;

/** What is safe where: in a sentence, then page by page with since when it waits. */
export function SyncPanel({ workspace }: { readonly workspace: WorkspaceId }) {
  const { t, i18n } = useTranslation();
  const { hub, layout } = useServices();
  const { key, waiting, since } = useStatus(workspace);
  const shared = (useWorkspace(workspace)?.server ?? null) !== null;
  const { value } = useSyncDetails(workspace);
  const { busy, error, run } = useAction();
  const nothing =
    waiting === 0 && (value === null || value.documents.length + value.files.length === 0);
  return (
    <div className={classes.panel}>
      <p className={classes.detail}>{t(details[key])}</p>
      <p className={classes.summary}>
        {nothing
          ? t('status.nothingWaiting')
          : [
              t('status.waiting', { count: waiting }),
              since === null ? '' : t('status.since', { time: formatMoment(since, i18n.language) }),
            ].join(' ')}
      </p>
      {value !== null && !nothing && (
        <WaitingList workspace={workspace} documents={value.documents} files={value.files} />
      )}
      {error !== null && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      <div className={classes.actions}>
        {key === 'signedOut' && (
          <Button size="xs" onClick={() => layout.setState({ dialog: 'connect' })}>
            {t('status.signIn')}
          </Button>
        )}
        {shared && (key === 'offline' || key === 'offlineNone' || key === 'savedHere') && (
          <Button
            size="xs"
            variant="default"
            loading={busy}
            onClick={() => run(() => hub.request('sync.retry', { workspace }))}
          >
            {t('sync.retry')}
          </Button>
        )}
      </div>
    </div>
  );
}
