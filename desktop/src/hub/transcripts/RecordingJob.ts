import { ConfabError, fileCreditSamples } from '@confab/shared-types';
import type { FromTranscriber, ToTranscriber } from '@confab/shared-types';
import { AudioBacklog } from './AudioBacklog.ts';

export type RecordedLine = Omit<Extract<FromTranscriber, { type: 'file-segment' }>, 'type' | 'job'>;

export interface RecordingOptions {
  /** The recording from `fromSample` on, mono 16 kHz; read only as fast as it is transcribed. */
  readonly audio: AsyncIterable<Float32Array>;
  /** A language, or `auto`: found out for each stretch of speech. */
  readonly language: string;
  /** With `auto`, what it can be. */
  readonly candidates?: readonly string[] | undefined;
  readonly prompt?: string | undefined;
  /** Ask for times of words too. */
  readonly words: boolean;
  /** Where `audio` begins: 0, or the `upToSample` that was reached before. */
  readonly fromSample: number;
  readonly totalSamples?: number | undefined;
  /** Ends the job, which then rejects with the signal's reason; to be taken up again, begin anew. */
  readonly signal?: AbortSignal | undefined;
  readonly onLine: (line: RecordedLine) => void;
  /** Every line before `upToSample` was given to `onLine`: to be kept for going on from there. */
  readonly onProgress: (upToSample: number) => void;
}

/** What the hub knows of a recording being transcribed: enough to go on with another process. */
export class RecordingJob {
  readonly id: string;
  readonly #options: RecordingOptions;
  readonly #post: (message: ToTranscriber) => void;
  readonly #backlog = new AudioBacklog(Infinity);
  readonly #ended = Promise.withResolvers<void>();
  readonly #abandon: () => void;
  #feeding = false;
  /** Position after what was read from the recording, and after what the process took in. */
  #sent: number;
  #read: number;
  #upTo: number;
  /** End of the newest line, and of the newest that another process said. */
  #writtenUpTo = -1;
  #writtenBefore = -1;
  #exhausted = false;
  /** Why the recording could not be read to its end. */
  #broken: { readonly error: unknown } | null = null;
  #over = false;
  #wake: (() => void) | null = null;

  constructor(id: string, options: RecordingOptions, post: (message: ToTranscriber) => void) {
    this.id = id;
    this.#options = options;
    this.#post = post;
    this.#sent = options.fromSample;
    this.#read = options.fromSample;
    this.#upTo = options.fromSample;
    this.#abandon = () => {
      post({ type: 'cancel', job: id });
      this.fail(options.signal?.reason);
    };
    options.signal?.addEventListener('abort', this.#abandon);
  }

  /** Resolves when every line is out. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** Tells a fresh process everything it needs, then reads on. */
  begin(): void {
    const { language, candidates, prompt, words, totalSamples } = this.#options;
    this.#read = this.#upTo;
    this.#writtenBefore = this.#writtenUpTo;
    this.#post({
      type: 'transcribe',
      job: this.id,
      language,
      words,
      fromSample: this.#upTo,
      ...(candidates === undefined ? {} : { candidates: [...candidates] }),
      ...(prompt === undefined ? {} : { prompt }),
      ...(totalSamples === undefined ? {} : { totalSamples }),
    });
    for (const { samples } of this.#backlog.from(this.#upTo)) this.#send(samples);
    if (this.#exhausted) this.#post({ type: 'file-end', job: this.id });
    if (!this.#feeding) void this.#feed();
  }

  /** Takes what the process says about this job; true: it came further. */
  receive(message: Extract<FromTranscriber, { job: string }>): boolean {
    switch (message.type) {
      case 'file-segment': {
        const { startSample, endSample, text, language, words } = message;
        // A process that had to start over says again what was said after the last progress.
        if (startSample < this.#writtenBefore) return false;
        this.#writtenUpTo = endSample;
        const timed = words === undefined ? {} : { words };
        this.#options.onLine({ startSample, endSample, text, language, ...timed });
        return true;
      }
      case 'progress':
        return this.#progress(message.readSample, message.upToSample);
      case 'done':
        this.#done();
        return true;
      default:
        return false;
    }
  }

  #done(): void {
    if (this.#broken !== null) return this.fail(this.#broken.error);
    if (this.#over) return;
    this.#finish();
    this.#ended.resolve();
  }

  fail(error: unknown): void {
    if (this.#over) return;
    this.#finish();
    this.#ended.reject(error instanceof Error ? error : new ConfabError('internal', String(error)));
  }

  #progress(readSample: number, upToSample: number): boolean {
    this.#read = Math.max(this.#read, readSample);
    this.#wake?.();
    if (upToSample <= this.#upTo) return false;
    this.#upTo = upToSample;
    this.#backlog.dropBefore(upToSample);
    this.#options.onProgress(upToSample);
    return true;
  }

  async #feed(): Promise<void> {
    this.#feeding = true;
    try {
      for await (const samples of this.#options.audio) {
        if (this.#over) return;
        this.#backlog.add(this.#sent, samples);
        this.#sent += samples.length;
        this.#send(samples);
        await this.#credit();
        if (this.#over) return;
      }
    } catch (error) {
      // What was read until there still becomes lines.
      this.#broken = { error };
    }
    this.#exhausted = true;
    this.#post({ type: 'file-end', job: this.id });
  }

  #send(samples: Float32Array): void {
    this.#post({ type: 'file-audio', job: this.id, samples });
  }

  /** Resolves when the process took in enough to be sent more. */
  async #credit(): Promise<void> {
    while (!this.#over && this.#sent - this.#read > fileCreditSamples) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
  }

  #finish(): void {
    this.#over = true;
    this.#options.signal?.removeEventListener('abort', this.#abandon);
    this.#backlog.dropBefore(Infinity);
    this.#wake?.();
  }
}
