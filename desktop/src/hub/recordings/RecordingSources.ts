import type { CallId } from '@confab/shared-types';
import type { KeptAudio } from '../audio/KeptAudio.ts';
import type { SoundStore } from '../audio/SoundStore.ts';
import type { Log } from '../log.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';
import type { RecordingStore, StoredRecording } from './RecordingStore.ts';

export interface RecordingSourcesOptions {
  readonly store: RecordingStore;
  readonly sounds: Pick<SoundStore, 'remove'>;
  readonly keptAudio: Pick<KeptAudio, 'add'>;
  readonly events: HubEvents;
  readonly log: Log;
}

/** A sound that is whole in the store of sounds. */
export interface SoundToKeep {
  readonly id: string;
  readonly type: string;
  readonly size: number;
}

/** What becomes of a recording's file when its words are there: gone, or kept in some form. */
export class RecordingSources {
  readonly #options: RecordingSourcesOptions;

  constructor(options: RecordingSourcesOptions) {
    this.#options = options;
  }

  /** Every line is on disk; `total` samples long. What is to be kept is made smaller next. */
  async transcribed(recording: StoredRecording, total: number): Promise<void> {
    const { store } = this.#options;
    const { id, keepAudio } = recording;
    store.together(() => {
      store.setTotal(id, total);
      store.setState(id, keepAudio ? 'keeping' : 'done');
      if (!keepAudio) store.forgetSource(id);
    });
    if (!keepAudio) await this.#remove(recording);
  }

  /** The sound takes the place of the file. */
  async replace(id: CallId, sound: SoundToKeep): Promise<void> {
    const recording = this.#options.store.get(id);
    this.#keep(recording, sound);
    await this.#remove(recording);
  }

  /** The sound could not be made smaller: it is kept as the file that was given. */
  keepAsGiven(id: CallId): void {
    const recording = this.#options.store.get(id);
    const { source, type, sizeBytes } = recording;
    if (source !== null) this.#keep(recording, { id: source, type, size: sizeBytes });
  }

  #keep({ id, workspace, startedAt }: StoredRecording, sound: SoundToKeep): void {
    const { store, keptAudio, events } = this.#options;
    store.together(() => {
      keptAudio.add({ ...sound, workspace, call: id, startedAt, speaker: null });
      store.forgetSource(id);
      store.setState(id, 'done');
    });
    events.emit('keptAudio', { workspace, call: id });
  }

  async #remove({ source }: StoredRecording): Promise<void> {
    if (source === null) return;
    try {
      await this.#options.sounds.remove(source);
    } catch (error) {
      // Nothing refers to it any more: it goes when the profile is opened next.
      this.#options.log('the file of a recording could not be deleted', error);
    }
  }
}
