import { useCallback } from 'react';
import type { Guest, OpenInvitation, PageId, PublicLink, WorkspaceId } from '@confab/shared-types';
import { useHub } from '../app/AppContext.ts';
import { useAnswer } from '../hub/useAnswer.ts';
import type { Answer } from '../hub/useAnswer.ts';

/** Whom a page was shared with. */
export function useGuests(workspace: WorkspaceId, page: PageId): Answer<readonly Guest[]> {
  const hub = useHub();
  const ask = useCallback(
    (): Promise<readonly Guest[]> => hub.request('guests.list', { workspace, page }),
    [hub, workspace, page],
  );
  return useAnswer(ask, useSharingNews(workspace));
}

/** Invitations that can still be used. */
export function useInvitations(workspace: WorkspaceId): Answer<readonly OpenInvitation[]> {
  const hub = useHub();
  const ask = useCallback(
    (): Promise<readonly OpenInvitation[]> => hub.request('invitations.list', { workspace }),
    [hub, workspace],
  );
  return useAnswer(ask, useSharingNews(workspace));
}

/** Where everybody can read a page. */
export function usePublicLink(
  workspace: WorkspaceId,
  page: PageId,
): Answer<{ readonly link: PublicLink | null }> {
  const hub = useHub();
  const ask = useCallback(
    () => hub.request('publicLink.get', { workspace, page }),
    [hub, workspace, page],
  );
  return useAnswer<{ readonly link: PublicLink | null }>(ask, useSharingNews(workspace));
}

/** Calls back when guests, invitations or links changed, or a server can be reached again. */
function useSharingNews(workspace: WorkspaceId): (askAgain: () => void) => () => void {
  const hub = useHub();
  return useCallback(
    (askAgain) => {
      const stopSharing = hub.on('sharing', (changed) => {
        if (changed.workspace === workspace) askAgain();
      });
      const stopConnections = hub.on('connections', askAgain);
      return () => {
        stopSharing();
        stopConnections();
      };
    },
    [hub, workspace],
  );
}
