/** Zero crossings of the filter on each side: steep enough that nothing above 8 kHz folds back. */
const crossings = 16;
/** Of the band that the lower rate can hold. */
const passband = 0.94;

/**
 * Changes the rate of a stream of samples by a windowed sinc (Smith, "Digital Audio Resampling"),
 * for rates that are whole numbers. Delays by half its filter; blocks of any length join without a
 * seam.
 */
export class Resampler {
  /** Output samples lie at `up` places between input samples; each has its own filter. */
  readonly #filters: readonly Float32Array[];
  readonly #up: number;
  readonly #down: number;
  /** The last input samples that the next output still needs. */
  #history: Float32Array;
  /** Where the next output is, in 1/`up` of an input sample, from the beginning of the history. */
  #position = 0;

  constructor(from: number, to: number) {
    const common = greatestCommonDivisor(from, to);
    this.#up = to / common;
    this.#down = from / common;
    const cutoff = passband * Math.min(1, to / from);
    const half = Math.ceil(crossings / cutoff);
    this.#filters = Array.from({ length: this.#up }, (_, phase) =>
      filterAt(phase / this.#up, half, cutoff),
    );
    this.#history = new Float32Array(half - 1);
  }

  /** What the samples so far make of the next ones. */
  convert(samples: Float32Array): Float32Array {
    const input = new Float32Array(this.#history.length + samples.length);
    input.set(this.#history);
    input.set(samples, this.#history.length);
    const taps = this.#filters[0]?.length ?? 0;
    const last = (input.length - taps) * this.#up;
    const count = Math.max(0, Math.floor((last - this.#position) / this.#down) + 1);
    const output = new Float32Array(count);
    for (let index = 0; index < count; index += 1) {
      output[index] = this.#at(input, this.#position + index * this.#down);
    }
    this.#keep(input, this.#position + count * this.#down);
    return output;
  }

  #at(input: Float32Array, position: number): number {
    const start = Math.floor(position / this.#up);
    const filter = this.#filters[position % this.#up];
    if (filter === undefined) return 0;
    let sum = 0;
    for (let tap = 0; tap < filter.length; tap += 1) {
      sum += (input[start + tap] ?? 0) * (filter[tap] ?? 0);
    }
    return sum;
  }

  #keep(input: Float32Array, position: number): void {
    const used = Math.min(Math.floor(position / this.#up), input.length);
    this.#history = input.slice(used);
    this.#position = position - used * this.#up;
  }
}

/** A sinc of the cutoff (of half the input's rate) under a Hann window, moved by `offset` samples. */
function filterAt(offset: number, half: number, cutoff: number): Float32Array {
  const filter = Float32Array.from({ length: 2 * half }, (_, tap) => {
    const distance = tap - (half - 1) - offset;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / half);
    return cutoff * sinc(cutoff * distance) * Math.max(0, window);
  });
  // The same loudness at every place between two samples.
  const sum = filter.reduce((total, tap) => total + tap, 0);
  return filter.map((tap) => tap / sum);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}
