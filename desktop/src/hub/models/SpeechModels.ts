import { availableParallelism } from 'node:os';
import { ConfabError } from '@confab/shared-types';
import type {
  CatalogueModel,
  ModelSpeed,
  SpeechModel,
  SpeechModelsState,
  SpeechState,
} from '@confab/shared-types';
import type { Host } from '../../shell/Host.ts';
import { dtypesIn } from '../../speech-model/modelFolder.ts';
import type { Clock } from '../Clock.ts';
import type { Log } from '../log.ts';
import type { ModelHub } from '../outbound/ModelHub.ts';
import type { ProfileStore } from '../profile/ProfileStore.ts';
import type { TranscriberClient } from '../transcripts/TranscriberClient.ts';
import { measureModel, threadsToTry } from './measureModel.ts';
import { ModelDownloads } from './ModelDownloads.ts';
import type { ModelLibrary } from './ModelLibrary.ts';
import type { ModelSpeeds } from './ModelSpeeds.ts';
import { sampleLanguage, speechSample } from './speechSample.ts';

export interface SpeechModelsOptions {
  readonly catalogue: readonly CatalogueModel[];
  readonly library: ModelLibrary;
  readonly hub: ModelHub;
  readonly speeds: ModelSpeeds;
  readonly transcriber: Pick<TranscriberClient, 'useModel' | 'state'>;
  readonly startTranscriber: Host['startTranscriber'];
  readonly profile: ProfileStore;
  readonly clock: Clock;
  readonly onPreferences: () => void;
  readonly onState: (state: SpeechModelsState) => void;
  readonly log: Log;
}

/** Told at most this often while bytes come. */
const tellEveryMs = 200;
const atWork: readonly SpeechState['state'][] = ['loading', 'running', 'restarting'];

/** Which speech models there are, how they are got and measured, and which one is used. */
export class SpeechModels {
  readonly downloads: ModelDownloads;
  readonly #options: SpeechModelsOptions;
  #used: string | null = null;
  #import: { readonly abort: AbortController; fraction: number } | null = null;
  #trial: {
    readonly abort: AbortController;
    readonly state: NonNullable<SpeechModelsState['measuring']>;
  } | null = null;
  #cancelTelling: (() => void) | null = null;
  #closed = false;

  constructor(options: SpeechModelsOptions) {
    this.#options = options;
    this.downloads = new ModelDownloads({
      ...options,
      onChange: () => this.#tellSoon(),
      onInstalled: (model) => this.#added(model),
    });
  }

  async open(): Promise<void> {
    await this.downloads.open();
    await this.apply();
  }

  list(): Promise<SpeechModel[]> {
    return this.#options.library.list();
  }

  async state(): Promise<SpeechModelsState> {
    const { library, speeds, catalogue } = this.#options;
    const installed = await library.list();
    return {
      installed: installed.map((model) => ({ ...model, speed: speeds.get(model.id) })),
      available: [...catalogue],
      downloads: this.downloads.list(),
      importing: this.#import === null ? null : { fraction: this.#import.fraction },
      measuring: this.#trial?.state ?? null,
    };
  }

  /**
   * Copies a model into the profile; the first one is used at once. `name` is what an archive was
   * called where it came from. Throws as `ModelLibrary.import` does, or `already-done`.
   */
  async import(path: string, name?: string): Promise<SpeechModel> {
    if (this.#import !== null) throw new ConfabError('already-done', 'another model is imported');
    const running = { abort: new AbortController(), fraction: 0 };
    const { signal } = running.abort;
    this.#import = running;
    try {
      const onProgress = (fraction: number): void => {
        running.fraction = fraction;
        this.#tellSoon();
      };
      const named = name === undefined ? {} : { name };
      const model = await this.#options.library.import(path, { signal, onProgress, ...named });
      await this.#added(model);
      return model;
    } catch (error) {
      throw signal.aborted ? new ConfabError('cancelled') : error;
    } finally {
      this.#import = null;
      this.#tellSoon();
    }
  }

  cancelImport(): void {
    this.#import?.abort.abort();
  }

  async remove(id: string): Promise<void> {
    const { library, speeds, profile, onPreferences } = this.#options;
    if (this.#trial?.state.model === id) this.cancelMeasuring();
    await library.remove(id);
    speeds.remove(id);
    if (profile.preferences.speechModel === id) {
      profile.updatePreferences({ speechModel: null });
      onPreferences();
    }
    this.#tellSoon();
    await this.apply();
  }

  /** Throws `transcriber-busy`, `already-done`, `cancelled`, and what `measureModel` does. */
  async measure(id: string): Promise<ModelSpeed> {
    const { library, transcriber, startTranscriber, speeds, clock } = this.#options;
    if (atWork.includes(transcriber.state.state)) throw new ConfabError('transcriber-busy');
    if (this.#trial !== null) throw new ConfabError('already-done', 'a model is measured');
    const abort = new AbortController();
    this.#measuring(abort, id, 0, 1);
    try {
      const folder = await library.folderOf(id);
      const known = (await library.list()).find((model) => model.id === id)?.languages ?? [];
      const best = await measureModel({
        startTranscriber,
        folder,
        dtypes: await dtypesIn(folder),
        threads: threadsToTry(availableParallelism()),
        sample: speechSample(),
        language: known.includes(sampleLanguage) ? sampleLanguage : (known[0] ?? sampleLanguage),
        signal: abort.signal,
        now: () => performance.now(),
        onTried: (done, total) => this.#measuring(abort, id, done, total),
      });
      const speed = { ...best, measuredAt: clock.now() };
      speeds.set(id, speed);
      return speed;
    } catch (error) {
      throw abort.signal.aborted ? new ConfabError('cancelled') : error;
    } finally {
      this.#trial = null;
      this.#tellSoon();
      await this.apply();
    }
  }

  cancelMeasuring(): void {
    this.#trial?.abort.abort();
  }

  /** Speech of a call goes first: it has the machine to itself. */
  transcriberIs({ state }: SpeechState): void {
    if (atWork.includes(state)) this.cancelMeasuring();
  }

  /** Gives the transcriber the model that the preferences name, run as was measured best. */
  async apply(): Promise<void> {
    const { profile, library, transcriber, speeds, log } = this.#options;
    if (this.#closed) return;
    const id = profile.preferences.speechModel ?? (await library.list())[0]?.id ?? null;
    const speed = id === null ? null : speeds.get(id);
    const used = `${id}/${speed?.dtype}/${speed?.threads}`;
    if (used === this.#used) return;
    this.#used = used;
    try {
      const way = speed === null ? {} : { dtype: speed.dtype, threads: speed.threads };
      transcriber.useModel(id === null ? null : { folder: await library.folderOf(id), ...way });
    } catch (error) {
      if (!(error instanceof ConfabError)) throw error;
      log(`speech model cannot be used: ${error.code}`);
      transcriber.useModel(null);
    }
  }

  /** Resolves when nothing is written any more; what was downloaded is gone on with next time. */
  async close(): Promise<void> {
    this.#closed = true;
    this.cancelImport();
    this.cancelMeasuring();
    await this.downloads.close();
    this.#cancelTelling?.();
  }

  async #added(model: SpeechModel): Promise<void> {
    const { profile, onPreferences } = this.#options;
    if (profile.preferences.speechModel === null) {
      profile.updatePreferences({ speechModel: model.id });
      onPreferences();
    }
    await this.apply();
  }

  #measuring(abort: AbortController, model: string, done: number, total: number): void {
    this.#trial = { abort, state: { model, done, total } };
    this.#tellSoon();
  }

  #tellSoon(): void {
    if (this.#closed) return;
    this.#cancelTelling ??= this.#options.clock.after(tellEveryMs, () => {
      this.#cancelTelling = null;
      this.state().then(this.#options.onState, (error: unknown) =>
        this.#options.log('speech models could not be listed', error),
      );
    });
  }
}
