import { ConfabError } from '@confab/shared-types';
import type { SpeechModel } from '@confab/shared-types';
import type { Log } from '../log.ts';
import type { ProfileStore } from '../profile/ProfileStore.ts';
import type { ModelLibrary } from '../transcripts/ModelLibrary.ts';
import type { TranscriberClient } from '../transcripts/TranscriberClient.ts';

export interface SpeechModelsOptions {
  readonly library: ModelLibrary;
  readonly transcriber: Pick<TranscriberClient, 'useModel'>;
  readonly profile: ProfileStore;
  readonly onPreferences: () => void;
  readonly log: Log;
}

/** Which speech model is used: the one the person chose, else any there is. */
export class SpeechModels {
  readonly #options: SpeechModelsOptions;
  #used: string | null = null;

  constructor(options: SpeechModelsOptions) {
    this.#options = options;
  }

  list(): Promise<SpeechModel[]> {
    return this.#options.library.list();
  }

  /** Copies a model folder into the profile; the first one is used at once. */
  async import(folder: string): Promise<SpeechModel> {
    const model = await this.#options.library.import(folder);
    if (this.#options.profile.preferences.speechModel === null) {
      this.#options.profile.updatePreferences({ speechModel: model.id });
      this.#options.onPreferences();
    }
    await this.apply();
    return model;
  }

  async remove(id: string): Promise<void> {
    await this.#options.library.remove(id);
    if (this.#options.profile.preferences.speechModel === id) {
      this.#options.profile.updatePreferences({ speechModel: null });
      this.#options.onPreferences();
    }
    await this.apply();
  }

  /** Gives the transcriber the model that the preferences name. */
  async apply(): Promise<void> {
    const { profile, library, transcriber, log } = this.#options;
    const id = profile.preferences.speechModel ?? (await library.list())[0]?.id ?? null;
    if (id === this.#used) return;
    this.#used = id;
    try {
      transcriber.useModel(id === null ? null : { folder: await library.folderOf(id) });
    } catch (error) {
      if (!(error instanceof ConfabError)) throw error;
      log(`speech model cannot be used: ${error.code}`);
      transcriber.useModel(null);
    }
  }
}
