import { callIdSchema, yTypes } from '@confab/shared-types';
import type { PageId, WorkspaceId } from '@confab/shared-types';
import { KeptAudio } from '../audio/KeptAudio.ts';
import type { SoundStore } from '../audio/SoundStore.ts';
import type { Clock } from '../Clock.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import { pageDoc } from '../documents/docNames.ts';
import type { Documents } from '../documents/Documents.ts';
import type { Log } from '../log.ts';
import { requireWritableTree } from '../pages/createPage.ts';
import type { ProfileStore } from '../profile/ProfileStore.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';
import type { TranscriberClient } from '../transcripts/TranscriberClient.ts';
import type { Vocabulary } from '../vocabulary/Vocabulary.ts';
import type { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';
import { RecordingDocuments } from './RecordingDocuments.ts';
import { Recordings } from './Recordings.ts';
import { RecordingStore } from './RecordingStore.ts';

export interface CreateRecordingsOptions {
  readonly database: HubDatabase;
  readonly sounds: SoundStore;
  readonly documents: Documents;
  readonly workspaces: WorkspaceStore;
  readonly profile: ProfileStore;
  readonly transcriber: TranscriberClient;
  readonly vocabulary: Vocabulary;
  readonly events: HubEvents;
  readonly clock: Clock;
  readonly log: Log;
}

export interface RecordedSound {
  readonly recordings: Recordings;
  readonly keptAudio: KeptAudio;
  /** Takes up what an earlier run left; before anything else is asked. */
  open(): Promise<void>;
  /** Pages are about to be deleted for good, or all of a workspace on this device. */
  forget(workspace: WorkspaceId, pages?: readonly PageId[]): Promise<void>;
  close(): Promise<void>;
}

/** Puts together recordings and the sound that is kept. */
export function createRecordings(options: CreateRecordingsOptions): RecordedSound {
  const { database, documents, workspaces, sounds } = options;
  const keptAudio = new KeptAudio(options);
  const recordings = new Recordings({
    ...options,
    keptAudio,
    store: new RecordingStore(database),
    documents: new RecordingDocuments(options),
    requireEditor: (workspace) => {
      workspaces.get(workspace);
      requireWritableTree(documents, workspace);
    },
  });
  return {
    recordings,
    keptAudio,
    open: async () => {
      const sources = recordings.open();
      const kept = await keptAudio.open();
      await sounds.removeOthers(new Set([...sources, ...kept]));
    },
    forget: async (workspace, pages) => {
      if (pages === undefined) await keptAudio.forgetWorkspace(workspace);
      for (const page of pages ?? []) {
        const { ydoc } = documents.open(pageDoc(workspace, page));
        const call = callIdSchema.safeParse(ydoc.getMap(yTypes.meta).get('call'));
        if (call.success) await keptAudio.remove(workspace, call.data);
      }
      await recordings.forget(workspace, pages);
    },
    close: async () => {
      await recordings.close();
      await keptAudio.close();
    },
  };
}
