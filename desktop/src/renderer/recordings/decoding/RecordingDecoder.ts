import { ConfabError, fileCreditSamples } from '@confab/shared-types';
import type { RecordingTask } from '@confab/shared-types';
import type { HubClient } from '../../hub/HubClient.ts';
import { DecodingTask } from './DecodingTask.ts';
import type { StartDecoding } from './DecodingTask.ts';

export interface RecordingDecoderOptions {
  readonly hub: Pick<HubClient, 'request' | 'on' | 'state' | 'onState' | 'sendAudio' | 'openBlob'>;
  readonly start: StartDecoding;
  readonly onProblem: (problem: unknown) => void;
}

/**
 * Decodes recordings for the hub, which has no codecs, one at a time: takes what waits when the
 * window opens, when the hub says that something waits, and when a task is over.
 */
export class RecordingDecoder {
  readonly #options: RecordingDecoderOptions;
  readonly #stops: (() => void)[];
  #task: DecodingTask | null = null;
  #claiming = false;
  /** Something came up while a claim was on its way. */
  #again = false;
  #closed = false;

  constructor(options: RecordingDecoderOptions) {
    const { hub } = options;
    this.#options = options;
    this.#stops = [
      hub.on('recordingWaits', () => this.#claim()),
      hub.on('recordingRead', ({ stream, readSample }) => {
        if (this.#task?.stream === stream) this.#task.credit(readSample + fileCreditSamples);
      }),
      hub.on('recordingStopped', ({ stream }) => {
        if (this.#task?.stream === stream) this.#end(this.#task);
      }),
      hub.onState((state) => {
        // A hub that was away gives the task out anew.
        if (state === 'open') this.#claim();
        else if (this.#task !== null) this.#drop();
      }),
    ];
    if (hub.state === 'open') this.#claim();
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#stops) stop();
    this.#drop();
  }

  #claim(): void {
    if (this.#closed || this.#task !== null) return;
    if (this.#claiming) {
      this.#again = true;
      return;
    }
    this.#claiming = true;
    this.#again = false;
    this.#options.hub
      .request('recordings.claim', {})
      .then((given) => {
        if (given !== null) this.#begin(given);
      })
      .catch((error: unknown) => {
        if (error instanceof ConfabError && error.code === 'not-connected') return;
        this.#options.onProblem(error);
      })
      .finally(() => {
        this.#claiming = false;
        if (this.#again) this.#claim();
      });
  }

  #begin(given: RecordingTask): void {
    if (this.#closed) return;
    const task = new DecodingTask({ ...this.#options, given, onOver: () => this.#end(task) });
    this.#task = task;
  }

  #end(task: DecodingTask): void {
    if (this.#task !== task) return;
    this.#drop();
    this.#claim();
  }

  #drop(): void {
    this.#task?.stop();
    this.#task = null;
  }
}
