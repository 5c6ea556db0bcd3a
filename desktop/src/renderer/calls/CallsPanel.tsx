import { Button, Skeleton } from '@mantine/core';
import type { Call as CallInfo, WorkspaceId } from '@confab/shared-types';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoute, useServices, useWorkspace } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { formatMoment } from '../app/formatMoment.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import classes from './CallsPanel.module.css';
import { useCalls, useCallServices } from './CallsContext.ts';
import { usePageTitle } from './usePageTitle.ts';
import { useStartCall } from './useStartCall.ts';

/** The calls that run in the workspace that is open. */
export function CallsPanel() {
  const { t } = useTranslation();
  const { layout } = useServices();
  const id = useRoute((route) => route.workspace);
  const workspace = useWorkspace(id);
  if (workspace === null) return null;
  if (workspace.server === null) {
    const share = (): void => layout.setState({ dialog: 'share' });
    return (
      <EmptyState
        text={t('calls.panel.emptyLocal')}
        action={{ label: t('calls.panel.share'), run: share }}
      />
    );
  }
  return <RunningCalls key={workspace.id} workspace={workspace.id} />;
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
      run: () => void startCall(workspace, null, null),
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
          onClick={() => void startCall(call.workspace, call.page, call)}
        >
          {t('calls.join')}
        </Button>
      )}
    </li>
  );
}
