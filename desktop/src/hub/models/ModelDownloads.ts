import { rm } from 'node:fs/promises';
import { ConfabError, installedId } from '@confab/shared-types';
import type { CatalogueModel, ModelDownload, SpeechModel } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import type { Log } from '../log.ts';
import { HubUnavailable } from '../outbound/ModelHub.ts';
import type { ModelHub } from '../outbound/ModelHub.ts';
import { downloadModel, readDownload } from './downloadModel.ts';
import type { ModelLibrary } from './ModelLibrary.ts';

export interface ModelDownloadsOptions {
  readonly catalogue: readonly CatalogueModel[];
  readonly hub: ModelHub;
  readonly library: ModelLibrary;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: () => void;
  readonly onInstalled: (model: SpeechModel) => Promise<void>;
  readonly freeBytes?: (folder: string) => Promise<number>;
}

type State = ModelDownload['state'];

interface Download {
  readonly model: CatalogueModel;
  state: State;
  received: number;
  total: number;
  /** Ends what is being done; null: nothing is. */
  abort: AbortController | null;
  /** Resolves when nothing touches its files any more. */
  ended: Promise<void>;
}

/** Waits before it is tried again when nothing came in between; after the last one it has failed. */
const retryDelaysMs = [1000, 2000, 5000, 15_000, 30_000, 60_000];

/** Downloads of models, one at a time in the order they were asked for. */
export class ModelDownloads {
  readonly #options: ModelDownloadsOptions;
  readonly #downloads = new Map<string, Download>();
  #closed = false;

  constructor(options: ModelDownloadsOptions) {
    this.#options = options;
  }

  /** Takes up what was left when the app ended: it waits for the person. */
  async open(): Promise<void> {
    const { library, log } = this.#options;
    for (const folder of await library.downloads()) {
      const left = await readDownload(folder);
      const model = this.#options.catalogue.find((each) => each.repository === left?.repository);
      if (left === null || model === undefined) {
        log('a download that cannot be gone on with is removed');
        await rm(folder, { recursive: true, force: true });
        continue;
      }
      const { received, total } = left;
      this.#put(model, { name: 'paused' }, received, total);
    }
  }

  list(): ModelDownload[] {
    return [...this.#downloads.values()].map(({ model, state, received, total }) => ({
      repository: model.repository,
      receivedBytes: received,
      totalBytes: total,
      state,
    }));
  }

  /** Begins a download or goes on with one. Throws `not-found`. */
  begin(repository: string): void {
    const model = this.#options.catalogue.find((each) => each.repository === repository);
    if (model === undefined) throw new ConfabError('not-found', repository);
    const download = this.#downloads.get(repository) ?? this.#put(model, { name: 'waiting' }, 0, 0);
    if (download.state.name !== 'paused' && download.state.name !== 'failed') {
      this.#startNext();
      return;
    }
    // Behind those that were asked for before.
    this.#downloads.delete(repository);
    this.#downloads.set(repository, download);
    this.#become(download, { name: 'waiting' });
    this.#startNext();
  }

  /** Resolves when it runs no more: null when the model is installed, else with why it stopped. */
  async ended(repository: string): Promise<State | null> {
    const download = this.#downloads.get(repository);
    await download?.ended;
    return this.#downloads.get(repository)?.state ?? null;
  }

  /** Resolves when nothing of it runs any more. */
  async pause(repository: string): Promise<void> {
    const download = this.#downloads.get(repository);
    if (download === undefined || download.state.name === 'failed') return;
    this.#become(download, { name: 'paused' });
    download.abort?.abort();
    await download.ended;
  }

  /** Gives it up: nothing of it is left. */
  async cancel(repository: string): Promise<void> {
    const download = this.#downloads.get(repository);
    if (download === undefined) return;
    this.#downloads.delete(repository);
    download.abort?.abort();
    await download.ended;
    await rm(this.#folderOf(download), { recursive: true, force: true });
    this.#options.onChange();
  }

  /** Stops all; resolves when no file is written any more. */
  async close(): Promise<void> {
    this.#closed = true;
    const downloads = [...this.#downloads.values()];
    for (const { abort } of downloads) abort?.abort();
    await Promise.all(downloads.map(({ ended }) => ended));
  }

  #put(model: CatalogueModel, state: State, received: number, total: number): Download {
    const nothing = { abort: null, ended: Promise.resolve() };
    const download: Download = { model, state, received, total, ...nothing };
    this.#downloads.set(model.repository, download);
    this.#options.onChange();
    return download;
  }

  #become(download: Download, state: State): void {
    download.state = state;
    this.#options.onChange();
  }

  #startNext(): void {
    const all = [...this.#downloads.values()];
    if (this.#closed || all.some(({ abort }) => abort !== null)) return;
    const next = all.find(({ state }) => state.name === 'waiting');
    if (next === undefined) return;
    const abort = new AbortController();
    next.abort = abort;
    next.ended = this.#run(next, abort.signal).finally(() => {
      next.abort = null;
      this.#startNext();
    });
  }

  /** Never rejects: how it ended is the download's state. */
  async #run(download: Download, signal: AbortSignal): Promise<void> {
    try {
      await this.#untilThere(download, signal);
      const { library, onInstalled } = this.#options;
      const installed = await library.install(
        this.#folderOf(download),
        installedId(download.model),
      );
      this.#downloads.delete(download.model.repository);
      await onInstalled(installed);
      this.#options.onChange();
    } catch (error) {
      if (signal.aborted) return;
      this.#become(download, this.#failure(error));
    }
  }

  async #untilThere(download: Download, signal: AbortSignal): Promise<void> {
    let most = download.received;
    for (let fruitless = 0; ; fruitless += 1) {
      this.#become(download, { name: 'running' });
      try {
        await this.#attempt(download, signal);
        return;
      } catch (error) {
        if (signal.aborted || !(error instanceof HubUnavailable)) throw error;
        if (download.received > most) fruitless = 0;
        most = Math.max(most, download.received);
        const delay = retryDelaysMs[fruitless];
        if (delay === undefined) throw error;
        this.#become(download, { name: 'retrying' });
        await this.#wait(Math.max(delay, error.afterMs ?? 0), signal);
      }
    }
  }

  async #attempt(download: Download, signal: AbortSignal): Promise<void> {
    const { hub, freeBytes } = this.#options;
    await downloadModel({
      model: download.model,
      folder: this.#folderOf(download),
      hub,
      signal,
      onProgress: (received, total) => {
        Object.assign(download, { received, total });
        this.#options.onChange();
      },
      onChecking: () => {
        // Paused as the last byte came: it is `paused` by now.
        if (!signal.aborted) this.#become(download, { name: 'checking' });
      },
      ...(freeBytes === undefined ? {} : { freeBytes }),
    });
  }

  #wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        cancel();
        reject(new ConfabError('cancelled'));
      };
      const cancel = this.#options.clock.after(ms, () => {
        signal.removeEventListener('abort', stop);
        resolve();
      });
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  #failure(error: unknown): State {
    if (error instanceof HubUnavailable) return { name: 'failed', code: 'server-unreachable' };
    if (error instanceof ConfabError) {
      const { code, detail } = error;
      return {
        name: 'failed',
        code,
        ...(detail === undefined ? {} : { detail: detail.slice(0, 500) }),
      };
    }
    this.#options.log('a model could not be downloaded', error);
    return { name: 'failed', code: 'internal' };
  }

  #folderOf({ model }: Download): string {
    return this.#options.library.downloadFolder(installedId(model));
  }
}
