import { ConfabError, fileCreditSamples, speechSampleRate } from '@confab/shared-types';

/** Often enough that a sender with a minute of credit never waits for the news of it. */
const reportSamples = 2 * speechSampleRate;

/**
 * Sound that a window sends in order, read by whoever transcribes it as fast as that goes. How far it
 * was read is reported, and a sender that goes further ahead than it was let is refused.
 */
export class SoundFeed implements AsyncIterable<Float32Array> {
  readonly #onRead: (readSample: number) => void;
  readonly #waiting: Float32Array[] = [];
  #received: number;
  #read: number;
  #reported: number;
  #ending: { readonly error: Error | null } | null = null;
  #wake: (() => void) | null = null;

  constructor(fromSample: number, onRead: (readSample: number) => void) {
    this.#received = fromSample;
    this.#read = fromSample;
    this.#reported = fromSample;
    this.#onRead = onRead;
  }

  /** Position after the last sample that came. */
  get received(): number {
    return this.#received;
  }

  /** Throws `malformed-message` for a gap, a repeat, or more than there is credit for. */
  push(firstSample: number, samples: Float32Array): void {
    if (this.#ending !== null || firstSample !== this.#received) {
      throw new ConfabError('malformed-message', 'sound out of order');
    }
    if (firstSample + samples.length > this.#reported + fileCreditSamples) {
      throw new ConfabError('malformed-message', 'more sound than there is credit for');
    }
    this.#received += samples.length;
    this.#waiting.push(samples);
    this.#wake?.();
  }

  /** There is no more sound. Throws `malformed-message` when some of it did not come. */
  end(totalSamples: number): void {
    if (totalSamples !== this.#received) {
      throw new ConfabError('malformed-message', `${this.#received} of ${totalSamples} samples`);
    }
    this.#finish(null);
  }

  /** The rest cannot be had; what came before is still read. */
  fail(error: Error): void {
    this.#finish(error);
  }

  /** Nobody wants the sound any more: whoever waits for some is given nothing, and can leave. */
  stop(): void {
    this.#ending ??= { error: null };
    this.#waiting.splice(0, this.#waiting.length, new Float32Array(0));
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Float32Array> {
    for (;;) {
      const samples = this.#waiting.shift();
      if (samples !== undefined) {
        this.#took(samples.length);
        yield samples;
      } else if (this.#ending === null) {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        await promise;
      } else if (this.#ending.error === null) return;
      else throw this.#ending.error;
    }
  }

  #took(samples: number): void {
    this.#read += samples;
    if (this.#read - this.#reported < reportSamples) return;
    this.#reported = this.#read;
    this.#onRead(this.#read);
  }

  #finish(error: Error | null): void {
    this.#ending ??= { error };
    this.#wake?.();
  }
}
