import { useCallback } from 'react';
import type { Member, WorkspaceId } from '@confab/shared-types';
import { useHub } from '../app/AppContext.ts';
import { useAnswer } from '../hub/useAnswer.ts';

/** Members of a shared workspace, asked again whenever they or what they do change. Null until known. */
export function useMembers(workspace: WorkspaceId): {
  readonly members: readonly Member[] | null;
  readonly error: unknown;
  readonly replace: (members: readonly Member[]) => void;
} {
  const hub = useHub();
  const ask = useCallback(
    (): Promise<readonly Member[]> => hub.request('workspaces.members', { workspace }),
    [hub, workspace],
  );
  const listen = useCallback(
    (askAgain: () => void) => {
      const stopMembers = hub.on('members', (changed) => {
        if (changed.workspace === workspace) askAgain();
      });
      const stopConnections = hub.on('connections', askAgain);
      const stopPresence = hub.on('presence', askAgain);
      return () => {
        stopMembers();
        stopConnections();
        stopPresence();
      };
    },
    [hub, workspace],
  );
  const { value, error, replace } = useAnswer(ask, listen);
  return { members: value, error, replace };
}
