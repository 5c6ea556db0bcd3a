import type { Host } from '../../shell/Host.ts';
import type { Clock } from '../Clock.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import type { Documents } from '../documents/Documents.ts';
import type { Log } from '../log.ts';
import { catalogue } from '../models/catalogue.ts';
import type { ModelLibrary } from '../models/ModelLibrary.ts';
import { ModelSpeeds } from '../models/ModelSpeeds.ts';
import { SpeechModels } from '../models/SpeechModels.ts';
import { ModelHub } from '../outbound/ModelHub.ts';
import type { ProfileStore } from '../profile/ProfileStore.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';
import { TranscriberClient } from '../transcripts/TranscriberClient.ts';
import { Vocabulary } from '../vocabulary/Vocabulary.ts';
import type { VocabularyOptions } from '../vocabulary/Vocabulary.ts';
import { VocabularyStore } from '../vocabulary/VocabularyStore.ts';
import type { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';
import { OwnSpeech } from './OwnSpeech.ts';

export interface CreateSpeechOptions extends Pick<VocabularyOptions, 'members' | 'recentPages'> {
  readonly database: HubDatabase;
  readonly host: Pick<Host, 'startTranscriber'>;
  readonly library: ModelLibrary;
  readonly profile: ProfileStore;
  readonly documents: Documents;
  readonly workspaces: WorkspaceStore;
  readonly events: HubEvents;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Speech {
  readonly transcriber: TranscriberClient;
  readonly own: OwnSpeech;
  readonly models: SpeechModels;
  readonly vocabulary: Vocabulary;
}

/** Puts together what turns this person's speech into lines. */
export function createSpeech(options: CreateSpeechOptions): Speech {
  const { host, library, profile, documents, workspaces, events, clock, log } = options;
  const startTranscriber = () => host.startTranscriber();
  const vocabulary = new Vocabulary({
    ...options,
    store: new VocabularyStore(options.database),
    person: () => profile.profile.person,
  });
  const transcriber = new TranscriberClient({
    startTranscriber,
    onSegment: (segment) => own.onSegment(segment),
    onDraft: (draft) => own.onDraft(draft),
    onState: (state) => {
      events.emit('speech', state);
      models.transcriberIs(state);
    },
    clock,
    log,
  });
  const own: OwnSpeech = new OwnSpeech({
    documents,
    workspaces,
    events,
    log,
    transcriber,
    vocabulary,
  });
  const models: SpeechModels = new SpeechModels({
    catalogue,
    library,
    hub: new ModelHub({ mirror: () => profile.preferences.modelMirror }),
    speeds: new ModelSpeeds(options.database),
    startTranscriber,
    clock,
    onState: (state) => events.emit('models', state),
    transcriber,
    profile,
    onPreferences: () => events.emit('preferences', profile.preferences),
    log,
  });
  return { transcriber, own, models, vocabulary };
}
