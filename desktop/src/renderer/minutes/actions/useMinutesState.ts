import { useEffect, useState } from 'react';
import type { MinutesState, PageId, WorkspaceId } from '@confab/shared-types';
import { useHub } from '../../app/AppContext.ts';

/** What goes on about the summary of a page of minutes. */
export function useMinutesState(workspace: WorkspaceId, page: PageId): MinutesState {
  const hub = useHub();
  const idle: MinutesState = { workspace, page, state: 'idle', done: 0, total: 0 };
  const [state, setState] = useState(idle);
  useEffect(() => {
    const isOfPage = (told: MinutesState): boolean =>
      told.workspace === workspace && told.page === page;
    const stop = hub.on('minutesState', (told) => {
      if (isOfPage(told)) setState(told);
    });
    hub.request('minutes.state', { workspace, page }).then(setState, (error: unknown) => {
      console.error(error);
    });
    return stop;
  }, [hub, workspace, page]);
  return isSamePage(state, idle) ? state : idle;
}

function isSamePage(one: MinutesState, other: MinutesState): boolean {
  return one.workspace === other.workspace && one.page === other.page;
}
