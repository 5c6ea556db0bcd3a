/** Audio that comes in by messages, read as a stream by one reader. */
export class AudioFeed implements AsyncIterable<Float32Array> {
  readonly #waiting: Float32Array[] = [];
  #ended = false;
  #wake: (() => void) | null = null;

  push(samples: Float32Array): void {
    this.#waiting.push(samples);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Float32Array> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next !== undefined) yield next;
      else if (this.#ended) return;
      else {
        const { promise, resolve } = Promise.withResolvers<undefined>();
        this.#wake = () => resolve(undefined);
        await promise;
      }
    }
  }
}
