import type { Host } from '../../shell/Host.ts';
import type { Clock } from '../Clock.ts';
import type { Documents } from '../documents/Documents.ts';
import type { Log } from '../log.ts';
import type { ProfileStore } from '../profile/ProfileStore.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';
import type { ModelLibrary } from '../transcripts/ModelLibrary.ts';
import { TranscriberClient } from '../transcripts/TranscriberClient.ts';
import type { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';
import { OwnSpeech } from './OwnSpeech.ts';
import { SpeechModels } from './SpeechModels.ts';

export interface CreateSpeechOptions {
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
}

/** Puts together what turns this person's speech into lines. */
export function createSpeech(options: CreateSpeechOptions): Speech {
  const { host, library, profile, documents, workspaces, events, clock, log } = options;
  const transcriber = new TranscriberClient({
    startTranscriber: () => host.startTranscriber(),
    onSegment: (segment) => own.onSegment(segment),
    onDraft: (draft) => own.onDraft(draft),
    onState: (state) => events.emit('speech', state),
    clock,
    log,
  });
  const own: OwnSpeech = new OwnSpeech({ documents, workspaces, events, log, transcriber });
  const models = new SpeechModels({
    library,
    transcriber,
    profile,
    onPreferences: () => events.emit('preferences', profile.preferences),
    log,
  });
  return { transcriber, own, models };
}
