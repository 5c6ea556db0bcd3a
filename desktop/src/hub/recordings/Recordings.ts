import {
  ConfabError,
  errorCodeSchema,
  recordingIdPrefix,
  speechSampleRate,
} from '@confab/shared-types';
import type {
  CallId,
  ErrorCode,
  HubParams,
  PageId,
  Recording,
  WorkspaceId,
} from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import type { FileTransfers } from '../files/FileTransfers.ts';
import { randomId } from '../randomId.ts';
import { RecordingIntake } from './RecordingIntake.ts';
import { RecordingTasks } from './RecordingTasks.ts';
import type { RecordingTasksOptions } from './RecordingTasks.ts';
import type { StoredRecording } from './RecordingStore.ts';

export interface RecordingsOptions extends Omit<RecordingTasksOptions, 'view' | 'onChange'> {
  readonly clock: Clock;
  /** Throws `no-permission` where this person may make no pages. */
  readonly requireEditor: (workspace: WorkspaceId) => void;
}

/**
 * Files with speech that are made into pages of minutes. A file lies sealed in this profile until its
 * words are there, over any number of restarts; then it is deleted, or what is kept of it takes its
 * place.
 */
export class Recordings {
  readonly tasks: RecordingTasks;
  readonly #options: RecordingsOptions;
  readonly #intake: RecordingIntake;
  #closed = false;

  constructor(options: RecordingsOptions) {
    this.#options = options;
    this.#intake = new RecordingIntake({
      store: options.store,
      onChange: () => {
        this.#changed();
        this.tasks.tellWaiting();
      },
    });
    this.tasks = new RecordingTasks({
      ...options,
      view: (recording) => this.#view(recording),
      onChange: () => this.#changed(),
    });
  }

  /** Files that the app died over while they came in are gone. Answers the ids of those that are here. */
  open(): ReadonlySet<string> {
    const { store } = this.#options;
    for (const { id, state } of store.list()) {
      if (state !== 'receiving') continue;
      store.together(() => {
        store.forgetSource(id);
        store.setFailed(id, 'recording-interrupted', undefined);
      });
    }
    return new Set(store.list().flatMap(({ source }) => (source === null ? [] : [source])));
  }

  list(): Recording[] {
    return this.#options.store.list().map((recording) => this.#view(recording));
  }

  /** Resolves when its page is on disk; the file comes in the transfer. */
  async begin(
    file: HubParams<'recordings.begin'>,
    transfers: Pick<FileTransfers, 'beginSound'>,
  ): Promise<{ readonly recording: Recording; readonly transfer: string }> {
    const { documents, sounds, store, clock, requireEditor } = this.#options;
    const { workspace, sizeBytes } = file;
    requireEditor(workspace);
    await sounds.requireSpace(sizeBytes);
    const id = `${recordingIdPrefix}${randomId()}`;
    const recorded = { id, workspace, startedAt: clock.now() };
    const writer = await sounds.create();
    try {
      const page = await documents.create(recorded, file);
      store.add({ ...file, ...recorded, page, source: writer.seal.id });
    } catch (error) {
      await writer.cancel();
      throw error;
    }
    const transfer = await this.#intake.begin(id, writer, sizeBytes, transfers);
    this.#changed();
    return { recording: this.#view(store.get(id)), transfer };
  }

  async pause(id: CallId): Promise<void> {
    const { store } = this.#options;
    const { state } = store.get(id);
    if (state !== 'waiting' && state !== 'keeping') return;
    store.setState(id, 'paused');
    await this.tasks.stop(id);
    this.#changed();
    this.tasks.tellWaiting();
  }

  /** Throws `not-found` when the file is no longer here. */
  resume(id: CallId): void {
    const { store } = this.#options;
    const { state, source, total } = store.get(id);
    if (source === null) throw new ConfabError('not-found', 'the file of a recording');
    if (state !== 'paused' && state !== 'failed') return;
    store.setState(id, total === null ? 'waiting' : 'keeping');
    this.#changed();
    this.tasks.tellWaiting();
  }

  async cancel(id: CallId): Promise<void> {
    const { store } = this.#options;
    const { state } = store.get(id);
    if (state === 'done' || state === 'cancelled') return;
    store.setState(id, 'cancelled');
    await this.#end(id);
    this.#changed();
    this.tasks.tellWaiting();
  }

  async dismiss(id: CallId): Promise<void> {
    const { store } = this.#options;
    const { state } = store.get(id);
    if (state !== 'done' && state !== 'cancelled' && state !== 'failed') {
      throw new ConfabError('malformed-message', `the recording is ${state}`);
    }
    await this.#end(id);
    store.remove(id);
    this.#changed();
  }

  /** Pages are deleted for good, or all of a workspace on this device. */
  async forget(workspace: WorkspaceId, pages?: readonly PageId[]): Promise<void> {
    const { store } = this.#options;
    const gone = store.of(workspace, pages);
    for (const { id, source } of gone) {
      store.remove(id);
      await this.tasks.stop(id);
      await this.#removeFile(id, source);
    }
    if (gone.length > 0) this.#changed();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#intake.close();
    await this.tasks.close();
  }

  /** Nothing more will be transcribed: what there is becomes minutes, the file goes. */
  async #end(id: CallId): Promise<void> {
    const { store, documents, log } = this.#options;
    await this.tasks.stop(id);
    const recording = store.get(id);
    const { source, total, transcribed } = recording;
    if (source === null) return;
    try {
      const durationMs = (transcribed / speechSampleRate) * 1000;
      if (total === null && documents.hasLines(recording))
        await documents.end(recording, durationMs);
    } catch (error) {
      // A person who may no longer write there can still be rid of the file.
      log('a recording could not be ended in its page', error);
    }
    store.forgetSource(id);
    await this.#removeFile(id, source);
  }

  async #removeFile(id: CallId, source: string | null): Promise<void> {
    await this.#intake.cancel(id);
    if (source !== null) await this.#options.sounds.remove(source);
  }

  #changed(): void {
    if (!this.#closed) this.#options.events.emit('recordings', this.list());
  }

  #view(recording: StoredRecording): Recording {
    const { id, workspace, page, fileName, type, sizeBytes, language, keepAudio } = recording;
    return {
      ...{ id, workspace, page, fileName, type, sizeBytes, language, keepAudio },
      durationMs: recording.durationMs,
      transcribedMs: (recording.transcribed / speechSampleRate) * 1000,
      state: this.#stateOf(recording),
    };
  }

  #stateOf({ id, state, code, detail }: StoredRecording): Recording['state'] {
    switch (state) {
      case 'receiving':
        return { name: 'receiving', receivedBytes: this.#intake.receivedBytes(id) };
      case 'waiting':
        return { name: this.tasks.running === id ? 'running' : 'waiting' };
      case 'failed':
        return { name: 'failed', code: knownCode(code), ...(detail === null ? {} : { detail }) };
      case 'paused':
      case 'keeping':
      case 'done':
      case 'cancelled':
        return { name: state };
    }
  }
}

/** A code that a newer app wrote is not known here. */
function knownCode(code: string | null): ErrorCode {
  return errorCodeSchema.safeParse(code).data ?? 'internal';
}
