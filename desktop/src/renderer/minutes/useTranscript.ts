import type { CallId, WorkspaceId } from '@confab/shared-types';
import { useMemo, useSyncExternalStore } from 'react';
import { useHub } from '../app/AppContext.ts';
import { transcriptSource } from './transcriptSource.ts';
import type { Transcript } from './transcriptSource.ts';

/** What was said in a call, live while it runs. */
export function useTranscript(workspace: WorkspaceId, call: CallId): Transcript {
  const hub = useHub();
  const source = useMemo(() => transcriptSource(hub, workspace, call), [hub, workspace, call]);
  return useSyncExternalStore(source.subscribe, source.snapshot);
}
