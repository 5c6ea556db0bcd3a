/** Audio of one speaker that the transcriber may have to be sent again. */
export class AudioBacklog {
  readonly #limit: number;
  #pieces: { readonly firstSample: number; readonly samples: Float32Array }[] = [];
  #length = 0;
  #lost = 0;

  /** Keeps at most `limit` samples: past that the oldest go, counted in `lost`. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Position after the newest sample, or 0. */
  get end(): number {
    const last = this.#pieces.at(-1);
    return last === undefined ? 0 : last.firstSample + last.samples.length;
  }

  /** Samples that went although they were not processed. */
  get lost(): number {
    return this.#lost;
  }

  add(firstSample: number, samples: Float32Array): void {
    this.#pieces.push({ firstSample, samples });
    this.#length += samples.length;
    while (this.#length > this.#limit && this.#pieces.length > 1) {
      const dropped = this.#pieces.shift()?.samples.length ?? 0;
      this.#length -= dropped;
      this.#lost += dropped;
    }
  }

  dropBefore(position: number): void {
    const kept = this.#pieces.findIndex(
      ({ firstSample, samples }) => firstSample + samples.length > position,
    );
    this.#pieces = kept === -1 ? [] : this.#pieces.slice(kept);
    this.#length = this.#pieces.reduce((sum, { samples }) => sum + samples.length, 0);
  }

  /** What is held from a position on, in order; the first piece is cut to start there. */
  *from(position: number): Generator<{ firstSample: number; samples: Float32Array }> {
    for (const { firstSample, samples } of this.#pieces) {
      const skip = Math.max(position - firstSample, 0);
      if (skip >= samples.length) continue;
      yield { firstSample: firstSample + skip, samples: samples.subarray(skip) };
    }
  }
}
