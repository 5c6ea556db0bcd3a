import type { Call as CallInfo, PageId, WorkspaceId } from '@confab/shared-types';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { useCallServices } from './CallsContext.ts';
import { joinsAlone } from './joinsAlone.ts';

/**
 * Joins a running call, or starts one and calls the other members; what goes wrong is told in a
 * toast. Nobody is rung for a call that has people in it: who wants to be there is there. One that
 * everybody has just left goes on for a moment, so whoever enters it alone means to call again.
 */
export function useStartCall() {
  const { t } = useTranslation();
  const { toasts } = useServices();
  const { calls, rings } = useCallServices();
  return useCallback(
    async (workspace: WorkspaceId, page: PageId | null, running: CallInfo | null) => {
      try {
        const call =
          running === null
            ? await calls.start(workspace, page)
            : await calls.join(workspace, running.id);
        const { session } = calls.getState();
        if (running !== null && (session === null || !(await joinsAlone(session)))) return;
        await rings.call(workspace, call.id).catch((error: unknown) => {
          const text = t('calls.notRung', { reason: errorText(t, error) });
          toasts.show({ cause: 'call', text });
        });
      } catch (error) {
        const text = t('calls.notStarted', { reason: errorText(t, error) });
        toasts.show({ cause: 'call', text, tone: 'danger' });
      }
    },
    [t, toasts, calls, rings],
  );
}
