/** Consecutive samples of one stream by their position in it; the past is dropped as it is used. */
export class SampleBuffer {
  readonly #chunks: { readonly start: number; readonly samples: Float32Array }[] = [];
  #start: number;
  #end: number;

  constructor(position = 0) {
    this.#start = position;
    this.#end = position;
  }

  /** Position of the first sample that is still held. */
  get start(): number {
    return this.#start;
  }

  /** Position after the last sample. */
  get end(): number {
    return this.#end;
  }

  append(samples: Float32Array): void {
    if (samples.length === 0) return;
    this.#chunks.push({ start: this.#end, samples });
    this.#end += samples.length;
  }

  /** A copy of `from` up to `to`, which must be held; throws a RangeError otherwise. */
  slice(from: number, to: number): Float32Array {
    if (from < this.#start || to > this.#end || from > to) {
      throw new RangeError(`${from}..${to} is not within ${this.#start}..${this.#end}`);
    }
    const out = new Float32Array(to - from);
    for (let index = this.#firstChunkFor(from); index < this.#chunks.length; index += 1) {
      const chunk = this.#chunks[index];
      if (chunk === undefined || chunk.start >= to) break;
      const begin = Math.max(from - chunk.start, 0);
      out.set(chunk.samples.subarray(begin, to - chunk.start), chunk.start + begin - from);
    }
    return out;
  }

  /** Frees whole chunks that lie before a position. */
  dropBefore(position: number): void {
    const keepFrom = this.#firstChunkFor(position);
    this.#chunks.splice(0, keepFrom);
    this.#start = this.#chunks[0]?.start ?? this.#end;
  }

  /** Starts anew somewhere else. */
  reset(position: number): void {
    this.#chunks.length = 0;
    this.#start = position;
    this.#end = position;
  }

  /** Index of the chunk that holds a position, or the number of chunks. */
  #firstChunkFor(position: number): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const chunk = this.#chunks[middle];
      if (chunk !== undefined && chunk.start + chunk.samples.length <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
