import { useEffect, useMemo, useState } from 'react';
import type { WorkspaceId } from '@confab/shared-types';
import { useApp } from './AppContext.ts';
import { showsAtOnce, statusOf } from './statusOf.ts';
import type { Status } from './statusOf.ts';

const calmMs = 500;

/** The state of what was written in a workspace, in words that do not flicker while typing. */
export function useStatus(workspace: WorkspaceId): Status {
  const hub = useApp((state) => state.hub);
  const unsaved = useApp((state) => state.unsaved);
  const sync = useApp(({ data }) => data?.sync.find((one) => one.workspace === workspace));
  const status = useMemo(() => statusOf(hub, unsaved, sync), [hub, unsaved, sync]);
  const [shown, setShown] = useState(status);
  const atOnce = showsAtOnce(shown, status);
  useEffect(() => {
    const timer = setTimeout(() => setShown(status), atOnce ? 0 : calmMs);
    return () => clearTimeout(timer);
  }, [status, atOnce]);
  return atOnce ? status : shown;
}
