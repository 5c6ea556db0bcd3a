import { useCallback } from 'react';
import type { CallId, KeptAudio, WorkspaceId } from '@confab/shared-types';
import { useHub } from '../../app/AppContext.ts';
import { useAnswer } from '../../hub/useAnswer.ts';

/** The sound that this profile keeps of a call or recording; null until the hub has answered. */
export function useKeptAudio(workspace: WorkspaceId, call: CallId): readonly KeptAudio[] | null {
  const hub = useHub();
  const ask = useCallback(
    () => hub.request('audio.of', { workspace, call }),
    [call, hub, workspace],
  );
  const listen = useCallback(
    (askAgain: () => void) =>
      hub.on('keptAudio', (changed) => {
        if (changed.workspace === workspace && changed.call === call) askAgain();
      }),
    [call, hub, workspace],
  );
  return useAnswer(ask, listen).value;
}
