/** Listens for Control-C, and for whoever else ends this process, while it lives. */
export class Interruption {
  /** What a shell takes for a process that Control-C ended. */
  static readonly exitCode = 130;

  readonly #abort = new AbortController();
  readonly #stop = (): void => this.#abort.abort();

  constructor() {
    process.on('SIGINT', this.#stop).on('SIGTERM', this.#stop);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  [Symbol.dispose](): void {
    process.off('SIGINT', this.#stop).off('SIGTERM', this.#stop);
  }
}
