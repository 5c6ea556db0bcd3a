import { Button, Tooltip } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import type { Connection, PageId, WorkspaceId } from '@confab/shared-types';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useData, useServices, useWorkspace } from '../app/AppContext.ts';
import classes from './CallButton.module.css';
import { useCalls, useCallServices, usePrejoin } from './CallsContext.ts';
import { CallMenu } from './rings/CallMenu.tsx';
import { useStartCall } from './useStartCall.ts';

/** Starts a call about this page, or joins the one that runs; not there while one is in it. */
export function CallButton(props: {
  readonly workspace: WorkspaceId;
  readonly page: PageId | null;
}) {
  const { workspace, page } = props;
  const { t } = useTranslation();
  const { layout } = useServices();
  const connection = useConnection(workspace);
  const local = useWorkspace(workspace)?.server === null;
  const session = useCalls((state) => state.session);
  const starting = useCalls((state) => state.starting);
  const running = useRunningCalls(workspace, connection?.state === 'online');
  const startCall = useStartCall();
  const here = running.find((call) => call.page === page) ?? null;
  // On the screen before the call its own button is the one that matters.
  const before = usePrejoin((state) => state.shown !== null);
  const quiet = here === null || before;

  if (connection?.server.calls === false) return null;
  if (session !== null && (here === null || here.id === session.id)) return null;
  const offline = !local && connection?.state !== 'online';
  const hint = local ? t('calls.shareFirst') : t('calls.offline');
  const press = (): void => {
    if (local) layout.setState({ dialog: 'share' });
    else startCall({ workspace, page, call: here?.id ?? null, ring: 'everybody' });
  };
  return (
    <span className={classes.split}>
      <Tooltip label={hint} disabled={!local && !offline}>
        <Button
          className={classes.button ?? ''}
          variant={quiet ? 'subtle' : 'filled'}
          {...(quiet ? { color: 'gray' } : {})}
          size="compact-sm"
          leftSection={<IconPhone size={16} stroke={1.75} aria-hidden />}
          loading={starting}
          {...(offline ? { 'data-disabled': true, 'aria-disabled': true } : {})}
          onClick={offline ? (event) => event.preventDefault() : press}
        >
          {t(here === null ? 'calls.call' : 'calls.join')}
        </Button>
      </Tooltip>
      {here === null && !local && !offline && <CallMenu workspace={workspace} page={page} />}
    </span>
  );
}

function useConnection(workspace: WorkspaceId): Connection | null {
  const server = useWorkspace(workspace)?.server ?? null;
  return useData(
    ({ connections }) => connections.find((one) => one.server.server === server) ?? null,
  );
}

const noCalls: never[] = [];

function useRunningCalls(workspace: WorkspaceId, online: boolean) {
  const { calls } = useCallServices();
  useEffect(() => {
    if (online) calls.follow(workspace).catch((error: unknown) => console.error(error));
  }, [calls, workspace, online]);
  return useCalls(({ running }) => running[workspace] ?? noCalls);
}
