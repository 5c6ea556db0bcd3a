import { ConfabError, speechSampleRate } from '@confab/shared-types';
import type { CallId, ErrorCode, Recording, RecordingTask } from '@confab/shared-types';
import { begun } from '../files/FileTransfers.ts';
import type { KeptAudio } from '../audio/KeptAudio.ts';
import type { SoundStore } from '../audio/SoundStore.ts';
import type { Log } from '../log.ts';
import { randomId } from '../randomId.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';
import type { Caller } from '../rpc/handlers.ts';
import type { TranscriberClient } from '../transcripts/TranscriberClient.ts';
import type { Vocabulary } from '../vocabulary/Vocabulary.ts';
import type { RecordingDocuments } from './RecordingDocuments.ts';
import { RecordingSources } from './RecordingSources.ts';
import type { RecordingStore, StoredRecording } from './RecordingStore.ts';
import { SoundFeed } from './SoundFeed.ts';
import { transcribeRecording } from './transcribeRecording.ts';

export interface RecordingTasksOptions {
  readonly store: RecordingStore;
  readonly documents: RecordingDocuments;
  readonly sounds: SoundStore;
  readonly keptAudio: Pick<KeptAudio, 'add'>;
  readonly transcriber: Pick<TranscriberClient, 'transcribeFile' | 'state'>;
  readonly vocabulary: Pick<Vocabulary, 'promptFor'>;
  readonly events: HubEvents;
  readonly log: Log;
  readonly view: (recording: StoredRecording) => Recording;
  /** A recording is at another point. */
  readonly onChange: () => void;
}

/** What one window does for one recording, until it is done, stopped, or the window is gone. */
interface Task {
  readonly id: CallId;
  readonly stream: string;
  readonly caller: Caller;
  readonly stopping: AbortController;
  readonly feed: SoundFeed;
  /** In which the kept sound comes. */
  transfer: string | null;
}

/** How kept sound of recordings is sent by the window that makes it smaller. */
const keptType = 'audio/ogg; codecs=opus';
/** No account's id is that short, as own speech begins with. */
const streamPrefix = 'file.';

/**
 * The decoding of recordings, which only windows can do, one recording at a time: a window claims the
 * next one, sends its sound, and has it until its channel closes. What is not done then waits again.
 */
export class RecordingTasks {
  readonly #options: RecordingTasksOptions;
  #task: Task | null = null;
  /** Resolves when nothing of the task before is written any more. */
  #last: Promise<void> = Promise.resolve();
  #closed = false;
  readonly #sources: RecordingSources;
  /** Windows that are closed: what they asked for a moment before is not given to them. */
  readonly #gone = new WeakSet<Caller>();

  constructor(options: RecordingTasksOptions) {
    this.#options = options;
    this.#sources = new RecordingSources(options);
  }

  /** The recording that is worked on. */
  get running(): CallId | null {
    return this.#task?.id ?? null;
  }

  /** Null: nothing waits, or another window is at it. */
  async claim(caller: Caller): Promise<RecordingTask | null> {
    if (this.#task !== null) return null;
    await this.#last;
    if (this.#task !== null || this.#closed || this.#gone.has(caller)) return null;
    const recording = this.#next();
    if (recording === null) return null;
    const { id, source, fileName: name, type, sizeBytes: size } = recording;
    if (source === null) throw new ConfabError('not-found', 'the file of a recording');
    const stream = `${streamPrefix}${randomId()}`;
    const fromSample = recording.state === 'keeping' ? 0 : recording.transcribed;
    const feed = new SoundFeed(fromSample, (readSample) =>
      this.#options.events.emit('recordingRead', { stream, readSample }),
    );
    const task: Task = {
      id,
      stream,
      caller,
      feed,
      stopping: new AbortController(),
      transfer: null,
    };
    this.#task = task;
    if (recording.state === 'waiting') this.#last = this.#transcribe(task, recording);
    this.#options.onChange();
    return {
      recording: this.#options.view(recording),
      kind: recording.state === 'keeping' ? 'keep' : 'transcribe',
      address: this.#options.sounds.address({ id: source, name, type, size }),
      stream,
      fromSample,
    };
  }

  /** False: the stream is none of a recording's. What comes late of one that was stopped is dropped. */
  push(stream: string, firstSample: number, samples: Float32Array): boolean {
    if (this.#task?.stream === stream) this.#task.feed.push(firstSample, samples);
    return stream.startsWith(streamPrefix);
  }

  looked(stream: string, durationMs: number | null, caller: Caller): void {
    const { id } = this.#of(stream, caller);
    if (durationMs === null) return;
    this.#options.store.setDuration(id, durationMs);
    this.#options.onChange();
  }

  /** Opens the transfer for the sound to keep. */
  async keep(stream: string, caller: Caller): Promise<string> {
    const task = this.#of(stream, caller);
    if (task.transfer !== null) throw new ConfabError('already-done', stream);
    const writer = await this.#options.sounds.create();
    if (this.#task !== task) {
      await writer.cancel();
      throw new ConfabError('cancelled');
    }
    const keep = async (): Promise<void> => {
      const size = await writer.end();
      if (this.#task !== task) {
        await writer.cancel();
        throw new ConfabError('cancelled');
      }
      await this.#sources.replace(task.id, { id: writer.seal.id, type: keptType, size });
      this.#done(task);
    };
    task.transfer = await begun(writer, () =>
      caller.transfers.beginSound({ size: null, incoming: writer, keep }),
    );
    return task.transfer;
  }

  async decoded(stream: string, totalSamples: number, caller: Caller): Promise<void> {
    const task = this.#of(stream, caller);
    const { store, onChange } = this.#options;
    if (store.get(task.id).state === 'keeping') return await this.#finishKeeping(task);
    task.feed.end(totalSamples);
    store.setDuration(task.id, (totalSamples / speechSampleRate) * 1000);
    onChange();
  }

  async undecodable(
    stream: string,
    { code, detail }: { readonly code: ErrorCode; readonly detail?: string | undefined },
    caller: Caller,
  ): Promise<void> {
    const task = this.#of(stream, caller);
    if (this.#options.store.get(task.id).state !== 'keeping') {
      task.feed.fail(new ConfabError(code, detail));
      return;
    }
    if (task.transfer !== null) await caller.transfers.cancelSound(task.transfer);
    this.#keepAsGiven(task);
  }

  /** Takes a recording from the window that has it; resolves when nothing more is written for it. */
  async stop(id: CallId): Promise<void> {
    const task = this.#task;
    if (task?.id !== id) return;
    this.#leave(task);
    this.#options.events.emit('recordingStopped', { stream: task.stream });
    if (task.transfer !== null) await task.caller.transfers.cancelSound(task.transfer);
    await this.#last;
  }

  /** A window is gone; what it was at waits for another one. */
  gone(caller: Caller): void {
    this.#gone.add(caller);
    const task = this.#task;
    if (task?.caller !== caller) return;
    this.#leave(task);
    this.#options.onChange();
    void this.#last.then(() => this.tellWaiting());
  }

  /** Tells windows when there is something to claim. */
  tellWaiting(): void {
    if (!this.#closed && this.#task === null && this.#waiting().length > 0) {
      this.#options.events.emit('recordingWaits', {});
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#task !== null) this.#leave(this.#task);
    await this.#last;
  }

  #waiting(): StoredRecording[] {
    return this.#options.store
      .list()
      .filter(({ state }) => state === 'waiting' || state === 'keeping');
  }

  #next(): StoredRecording | null {
    const { transcriber, store, onChange } = this.#options;
    for (const recording of this.#waiting()) {
      const isReady = recording.state === 'keeping' || transcriber.state.state !== 'no-model';
      if (isReady) return recording;
      store.setFailed(recording.id, 'model-missing', undefined);
      onChange();
    }
    return null;
  }

  async #transcribe(task: Task, recording: StoredRecording): Promise<void> {
    const { documents } = this.#options;
    try {
      await transcribeRecording({
        ...this.#options,
        recording,
        audio: task.feed,
        signal: task.stopping.signal,
        onProgress: () => this.#options.onChange(),
      });
      const total = task.feed.received;
      await documents.end(recording, (total / speechSampleRate) * 1000);
      if (task.stopping.signal.aborted) return;
      await this.#sources.transcribed(recording, total);
    } catch (error) {
      if (!task.stopping.signal.aborted) this.#failed(task, error);
    }
    this.#done(task);
  }

  #failed(task: Task, error: unknown): void {
    const { store, events, log } = this.#options;
    if (!(error instanceof ConfabError)) log('a recording could not be transcribed', error);
    const { code, detail } =
      error instanceof ConfabError ? error : new ConfabError('internal', String(error));
    events.emit('recordingStopped', { stream: task.stream });
    try {
      store.setFailed(task.id, code, detail);
    } catch (unsaid) {
      // The disk is full for this too: it stays waiting, and fails again when it is tried.
      log('that a recording failed could not be written', unsaid);
      events.emit('notice', { code, detail });
    }
  }

  async #finishKeeping(task: Task): Promise<void> {
    const { transfer, caller } = task;
    if (transfer === null) throw new ConfabError('malformed-message', 'no sound was sent');
    task.transfer = null;
    try {
      await caller.transfers.finishSound(transfer);
    } catch (error) {
      if (!(error instanceof ConfabError)) throw error;
      this.#options.events.emit('notice', { code: error.code });
      this.#keepAsGiven(task);
    }
  }

  #keepAsGiven(task: Task): void {
    if (this.#task !== task) return;
    this.#sources.keepAsGiven(task.id);
    this.#done(task);
  }

  #done(task: Task): void {
    if (this.#task === task) this.#task = null;
    this.#options.onChange();
    this.tellWaiting();
  }

  #leave(task: Task): void {
    this.#task = null;
    task.stopping.abort(new ConfabError('cancelled'));
    task.feed.stop();
  }

  /** Throws `not-found` unless that window has the stream. */
  #of(stream: string, caller: Caller): Task {
    const task = this.#task;
    if (task?.stream !== stream || task.caller !== caller) {
      throw new ConfabError('not-found', 'recording stream');
    }
    return task;
  }
}
