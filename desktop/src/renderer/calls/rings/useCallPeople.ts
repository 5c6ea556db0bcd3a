import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId, WorkspaceId } from '@confab/shared-types';
import { useData, useRoute, useServices } from '../../app/AppContext.ts';
import { errorText } from '../../app/errorText.ts';
import { useCalls, useCallServices } from '../CallsContext.ts';
import { useStartCall } from '../useStartCall.ts';

/**
 * Calls people of a workspace: into the call this window is in when it is one of that workspace,
 * else into the one of the page that is open.
 */
export function useCallPeople(workspace: WorkspaceId): {
  readonly callPeople: (accounts: readonly AccountId[]) => void;
  /** Whether calls of that workspace can be had now. */
  readonly callable: boolean;
} {
  const { t } = useTranslation();
  const { toasts } = useServices();
  const { calls, rings } = useCallServices();
  const startCall = useStartCall();
  const page = useRoute((route) => (route.workspace === workspace ? route.page : null));
  const starting = useCalls((state) => state.starting);
  const online = useData(({ workspaces, connections }) => {
    const of = workspaces.find(({ id }) => id === workspace);
    if (of === undefined || of.guest === true || of.detached !== undefined) return false;
    const connection = connections.find(({ server }) => server.server === of.server);
    return connection?.state === 'online' && connection.server.calls;
  });
  const callPeople = useCallback(
    (accounts: readonly AccountId[]) => {
      const info = calls.getState().session?.store.getState().info;
      if (info?.workspace !== workspace) {
        startCall({ workspace, page, call: null, ring: accounts });
        return;
      }
      rings.call(workspace, info.id, accounts).catch((error: unknown) => {
        const text = t('calls.callPeople.failed', { reason: errorText(t, error) });
        toasts.show({ cause: 'call', text, tone: 'danger' });
      });
    },
    [calls, rings, startCall, t, toasts, workspace, page],
  );
  return { callPeople, callable: online && !starting };
}
