import type { CallId, Recording } from '@confab/shared-types';
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { RecordingStore, RecordingsState } from './recordingStore.ts';

export const RecordingsContext = createContext<RecordingStore | null>(null);

export function useRecordingStore(): RecordingStore {
  const store = useContext(RecordingsContext);
  if (store === null) throw new Error('RecordingsProvider is not above this component');
  return store;
}

export function useRecordings<T>(select: (state: RecordingsState) => T): T {
  return useStore(useRecordingStore(), select);
}

/** A recording that is on the list; null: none of this profile, or it was taken off. */
export function useRecording(id: CallId): Recording | null {
  return useRecordings(
    ({ recordings }) => recordings?.find((recording) => recording.id === id) ?? null,
  );
}
