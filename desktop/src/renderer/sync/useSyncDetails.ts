import { useCallback } from 'react';
import type { HubResult, WorkspaceId } from '@confab/shared-types';
import { useHub } from '../app/AppContext.ts';
import { useAnswer } from '../hub/useAnswer.ts';
import type { Answer } from '../hub/useAnswer.ts';

/** What of a workspace is not at its server yet, one by one; asked again as the state moves. */
export function useSyncDetails(workspace: WorkspaceId): Answer<HubResult<'sync.details'>> {
  const hub = useHub();
  const ask = useCallback(() => hub.request('sync.details', { workspace }), [hub, workspace]);
  const listen = useCallback((askAgain: () => void) => hub.on('sync', askAgain), [hub]);
  return useAnswer<HubResult<'sync.details'>>(ask, listen);
}
