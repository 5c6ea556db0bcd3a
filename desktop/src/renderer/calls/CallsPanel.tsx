import { Button, Skeleton } from '@mantine/core';
import type { Call as CallInfo, LocalWorkspace, WorkspaceId } from '@confab/shared-types';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useData, useRoute, useServices, useWorkspace } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { formatMoment } from '../app/formatMoment.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { DoNotDisturb } from './notifications/DoNotDisturb.tsx';
import { NotificationList } from './notifications/NotificationList.tsx';
import classes from './CallsPanel.module.css';
import { useCalls, useCallServices } from './CallsContext.ts';
import { usePageTitle } from './usePageTitle.ts';
import { useStartCall } from './useStartCall.ts';

/** The calls that run in the workspace that is open, and those that were missed anywhere. */
export function CallsPanel() {
  const { t } = useTranslation();
  const { runtime } = useServices();
  const id = useRoute((route) => route.workspace);
  const workspace = useWorkspace(id);
  const connected = useData(({ connections }) => connections.length > 0);
  if (workspace === null) return null;
  return (
    <div className={classes.sections}>
      <section className={classes.section} aria-label={t('calls.panel.running')}>
        <CallsOf workspace={workspace} />
      </section>
      {connected && (
        <>
          <NotificationList />
          <DoNotDisturb />
          {!runtime.capabilities.ringWhileClosed && (
            <p className={classes.note}>{t('calls.panel.onlyWhileOpen')}</p>
          )}
        </>
      )}
    </div>
  );
}

function CallsOf({ workspace }: { readonly workspace: LocalWorkspace }) {
  const { t } = useTranslation();
  const { layout } = useServices();
  if (workspace.server !== null) {
    return <RunningCalls key={workspace.id} workspace={workspace.id} />;
  }
  const share = (): void => layout.setState({ dialog: 'share' });
  return (
    <EmptyState
      text={t('calls.panel.emptyLocal')}
      action={{ label: t('calls.panel.share'), run: share }}
    />
  );
}

function RunningCalls({ workspace }: { readonly workspace: WorkspaceId }) {
  const { t } = useTranslation();
  const { calls } = useCallServices();
  const running = useCalls((state) => state.running[workspace]);
  const inCall = useCalls((state) => state.session !== null);
  const startCall = useStartCall();
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    calls.follow(workspace).then(() => setFailure(null), setFailure);
  }, [calls, workspace]);
  if (failure !== null) {
    const retry = (): void => {
      calls.follow(workspace).then(() => setFailure(null), setFailure);
    };
    return (
      <EmptyState
        text={t('calls.panel.failed', { reason: errorText(t, failure) })}
        action={{ label: t('common.retry'), run: retry }}
      />
    );
  }
  if (running === undefined) return <Skeleton height={56} aria-label={t('calls.panel.loading')} />;
  if (running.length === 0) {
    const start = {
      label: t('calls.panel.start'),
      run: () => startCall({ workspace, page: null, call: null, ring: 'everybody' }),
    };
    return <EmptyState text={t('calls.panel.empty')} {...(inCall ? {} : { action: start })} />;
  }
  return (
    <ul className={classes.list}>
      {running.map((call) => (
        <RunningCallRow key={call.id} call={call} />
      ))}
    </ul>
  );
}

function RunningCallRow({ call }: { readonly call: CallInfo }) {
  const { t, i18n } = useTranslation();
  const title = usePageTitle(call.workspace, call.page);
  const session = useCalls((state) => state.session);
  const starting = useCalls((state) => state.starting);
  const startCall = useStartCall();
  const since = formatMoment(call.startedAt, i18n.language);
  return (
    <li className={classes.row}>
      <div className={classes.text}>
        <p className={classes.title}>{title}</p>
        <p className={classes.since}>
          {session?.id === call.id
            ? t('calls.panel.here')
            : t('calls.panel.since', { time: since })}
        </p>
      </div>
      {session?.id !== call.id && (
        <Button
          size="compact-sm"
          loading={starting}
          onClick={() =>
            startCall({
              workspace: call.workspace,
              page: call.page,
              call: call.id,
              ring: 'everybody',
            })
          }
        >
          {t('calls.join')}
        </Button>
      )}
    </li>
  );
}
