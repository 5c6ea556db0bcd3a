import { ConfabError } from '@confab/shared-types';
import type { CallId, HubParams, Recording } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { HubClient } from '../hub/HubClient.ts';

/** A file that waits for the one before it to be on disk. */
export interface QueuedFile {
  readonly id: number;
  readonly fileName: string;
}

export interface RecordingsState {
  /** Null until the hub has answered. */
  readonly recordings: readonly Recording[] | null;
  readonly queued: readonly QueuedFile[];
  /** Files dropped somewhere, for the dialog that asks how. */
  readonly offered: readonly File[];
}

/** How files are to be transcribed. */
export type RecordingChoices = Pick<
  HubParams<'recordings.begin'>,
  'workspace' | 'language' | 'template' | 'keepAudio'
>;

export interface RecordingStore extends StoreApi<RecordingsState> {
  /** Hands files to the hub one after another; resolves with the first one's page on disk. */
  add(files: readonly File[], choices: RecordingChoices): Promise<Recording>;
  /** Takes a file off the queue before it was handed over. */
  unqueue(id: number): void;
  close(): void;
}

export interface RecordingStoreOptions {
  readonly hub: Pick<HubClient, 'request' | 'on' | 'state' | 'onState' | 'sendFile'>;
  /** The hub did not take a file, or its bytes did not get there. */
  readonly onRefused: (fileName: string, error: unknown) => void;
  /** A recording came to its end, or failed, while this window was open. */
  readonly onEnded: (recording: Recording) => void;
  readonly onProblem: (problem: unknown) => void;
}

interface Waiting extends QueuedFile {
  readonly file: File;
  readonly choices: RecordingChoices;
  readonly begun: PromiseWithResolvers<Recording>;
}

/** The recordings of this profile, and the files of this window on their way to be ones. */
export function createRecordingStore(options: RecordingStoreOptions): RecordingStore {
  const { hub, onProblem } = options;
  const store = createStore<RecordingsState>(() => ({
    recordings: null,
    queued: [],
    offered: [],
  }));
  const waiting: Waiting[] = [];
  let sending: { readonly id: CallId; readonly abort: AbortController } | null = null;
  let busy = false;
  let nextId = 1;

  const show = (recordings: readonly Recording[]): void => {
    const before = store.getState().recordings;
    store.setState({ recordings });
    for (const recording of recordings) {
      const was = before?.find(({ id }) => id === recording.id);
      if (was !== undefined && isOver(recording) && !isOver(was)) options.onEnded(recording);
      // Its bytes are not wanted any more: no credit for them would come.
      if (sending?.id === recording.id && isOver(recording)) sending.abort.abort();
    }
  };
  const refresh = (): void => {
    hub.request('recordings.list', {}).then(show).catch(onProblem);
  };
  const tellQueue = (): void =>
    store.setState({ queued: waiting.map(({ id, fileName }) => ({ id, fileName })) });

  const send = async ({ file, fileName, choices, begun }: Waiting): Promise<void> => {
    const { recording, transfer } = await hub.request('recordings.begin', {
      ...choices,
      fileName,
      type: file.type.slice(0, 127),
      sizeBytes: file.size,
    });
    begun.resolve(recording);
    const abort = new AbortController();
    sending = { id: recording.id, abort };
    try {
      await hub.sendFile(transfer, file, { signal: abort.signal });
      await hub.request('recordings.received', { transfer });
    } finally {
      sending = null;
    }
  };
  const sendAll = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      tellQueue();
      try {
        await send(next);
      } catch (error) {
        next.begun.reject(error);
        // Said by the row of the recording, where there is one.
        const known = error instanceof ConfabError && error.code === 'cancelled';
        if (!known) options.onRefused(next.fileName, error);
      }
    }
    busy = false;
  };

  const stops = [
    hub.on('recordings', show),
    hub.onState((state) => {
      if (state === 'open') refresh();
    }),
  ];
  if (hub.state === 'open') refresh();

  return Object.assign(store, {
    add: (files: readonly File[], choices: RecordingChoices) => {
      const added = files.map((file) => ({
        id: nextId++,
        fileName: file.name.slice(0, 255) || 'file',
        file,
        choices,
        begun: Promise.withResolvers<Recording>(),
      }));
      // Only the first one's is waited for; `onRefused` tells of the others.
      for (const { begun } of added) begun.promise.catch(() => undefined);
      waiting.push(...added);
      tellQueue();
      void sendAll();
      return added[0]?.begun.promise ?? Promise.reject(new ConfabError('malformed-message'));
    },
    unqueue: (id: number) => {
      const at = waiting.findIndex((one) => one.id === id);
      if (at >= 0) waiting.splice(at, 1)[0]?.begun.reject(new ConfabError('cancelled'));
      tellQueue();
    },
    close: () => {
      for (const stop of stops) stop();
    },
  });
}

/** Nothing more happens to it by itself. */
export function isOver({ state }: Recording): boolean {
  return state.name === 'done' || state.name === 'cancelled' || state.name === 'failed';
}
