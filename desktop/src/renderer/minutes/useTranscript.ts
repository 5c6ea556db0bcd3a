import type { CallId, WorkspaceId } from '@confab/shared-types';
import { useMemo, useSyncExternalStore } from 'react';
import { useHub } from '../app/AppContext.ts';
import { transcriptSource } from './transcriptSource.ts';
import type { Transcript } from './transcriptSource.ts';

/** What was said in a call, live while it runs. */
export function useTranscript(workspace: WorkspaceId, call: CallId): Transcript {
  const hub = useHub();
  const source = useMemo(() => {
    const { subscribe, snapshot } = transcriptSource(hub, workspace, call);
    return { snapshot, subscribe: (changed: () => void) => onceAFrame(subscribe, changed) };
  }, [hub, workspace, call]);
  return useSyncExternalStore(source.subscribe, source.snapshot);
}

/**
 * Lines come by the dozen when a window was away: one drawing for all of a frame. React takes many
 * updates that follow each other without a pause for a loop, and gives up.
 */
function onceAFrame(
  subscribe: (changed: () => void) => () => void,
  changed: () => void,
): () => void {
  let frame: number | null = null;
  const stop = subscribe(() => {
    frame ??= requestAnimationFrame(() => {
      frame = null;
      changed();
    });
  });
  return () => {
    stop();
    if (frame !== null) cancelAnimationFrame(frame);
  };
}
