import { useEffect, useState } from 'react';
import type { Member, WorkspaceId } from '@confab/shared-types';
import { useHub } from '../app/AppContext.ts';

/** Members of a shared workspace, asked again whenever they change. Null until known. */
export function useMembers(workspace: WorkspaceId): {
  readonly members: readonly Member[] | null;
  readonly error: unknown;
  readonly replace: (members: readonly Member[]) => void;
} {
  const hub = useHub();
  const [members, setMembers] = useState<readonly Member[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let wanted = true;
    const ask = (): void => {
      hub
        .request('workspaces.members', { workspace })
        .then((answer) => {
          if (!wanted) return;
          setMembers(answer);
          setError(null);
        })
        .catch((problem: unknown) => {
          if (wanted) setError(problem);
        });
    };
    ask();
    const stopMembers = hub.on('members', (changed) => {
      if (changed.workspace === workspace) ask();
    });
    const stopConnections = hub.on('connections', ask);
    return () => {
      wanted = false;
      stopMembers();
      stopConnections();
    };
  }, [hub, workspace]);
  return { members, error, replace: setMembers };
}
