import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useServices } from '../app/AppContext.ts';
import { RecordingDecoder } from './decoding/RecordingDecoder.ts';
import { startDecoding } from './decoding/startDecoding.ts';
import { RecordingsContext } from './RecordingsContext.ts';
import { createRecordingStore } from './recordingStore.ts';
import { tellEnded, tellRefused } from './tellRecordings.ts';

/** The recordings of this window: told of everywhere, and decoded here while it is open. */
export function RecordingsProvider({ children }: { readonly children: ReactNode }) {
  const services = useServices();
  const { hub } = services;
  const [store] = useState(() =>
    createRecordingStore({
      hub,
      onRefused: (fileName, error) => tellRefused(services, fileName, error),
      onEnded: (recording) => tellEnded(services, recording),
      onProblem: (problem) => console.error(problem),
    }),
  );
  useEffect(() => {
    const decoder = new RecordingDecoder({
      hub,
      start: startDecoding,
      onProblem: (problem) => console.error(problem),
    });
    return () => decoder.close();
  }, [hub]);
  return <RecordingsContext value={store}>{children}</RecordingsContext>;
}
