/** Zero crossings of the sinc on each side; more make the edge of the pass band steeper. */
const crossings = 24;
/** Where the pass band ends, as a share of what the lower rate can hold. */
const passBand = 0.94;

/**
 * Changes the sample rate of a stream with a windowed sinc (a polyphase filter with Blackman's
 * window): what the target rate cannot hold is filtered out instead of folded back.
 */
export class Resampler {
  readonly #up: number;
  readonly #down: number;
  readonly #reach: number;
  readonly #phases: Float32Array[];
  /** Input from `#bufferStart` on; before the stream lies silence. */
  #buffer: Float32Array;
  #bufferStart: number;
  #received = 0;
  #made = 0;

  constructor(fromRate: number, toRate: number) {
    const divisor = greatestCommonDivisor(fromRate, toRate);
    this.#up = toRate / divisor;
    this.#down = fromRate / divisor;
    const cutoff = passBand * Math.min(1, toRate / fromRate);
    this.#reach = this.#isIdentity ? 0 : Math.ceil(crossings / cutoff);
    this.#phases = this.#isIdentity ? [] : filterPhases(this.#up, this.#reach, cutoff);
    this.#buffer = new Float32Array(this.#reach);
    this.#bufferStart = -this.#reach;
  }

  push(samples: Float32Array): Float32Array {
    if (this.#isIdentity) return samples;
    this.#received += samples.length;
    this.#append(samples);
    return this.#make(this.#received - this.#reach);
  }

  /** What is left once the stream has ended; the output is as long as the input was. */
  flush(): Float32Array {
    if (this.#isIdentity) return new Float32Array(0);
    this.#append(new Float32Array(this.#reach + 1));
    return this.#make(this.#received);
  }

  get #isIdentity(): boolean {
    return this.#up === this.#down;
  }

  #append(samples: Float32Array): void {
    const joined = new Float32Array(this.#buffer.length + samples.length);
    joined.set(this.#buffer);
    joined.set(samples, this.#buffer.length);
    this.#buffer = joined;
  }

  /** Makes every output sample whose centre lies before the input position `end`. */
  #make(end: number): Float32Array {
    const last = Math.ceil((Math.max(0, end) * this.#up) / this.#down);
    const out = new Float32Array(Math.max(0, last - this.#made));
    for (let index = 0; index < out.length; index += 1) {
      const at = (this.#made + index) * this.#down;
      const centre = Math.floor(at / this.#up);
      const taps = this.#phases[at % this.#up];
      if (taps !== undefined) out[index] = this.#filter(centre, taps);
    }
    this.#made += out.length;
    this.#forget(Math.floor((this.#made * this.#down) / this.#up) - this.#reach);
    return out;
  }

  #filter(centre: number, taps: Float32Array): number {
    const first = centre - this.#reach + 1 - this.#bufferStart;
    let sum = 0;
    for (let tap = 0; tap < taps.length; tap += 1) {
      sum += (taps[tap] ?? 0) * (this.#buffer[first + tap] ?? 0);
    }
    return sum;
  }

  #forget(before: number): void {
    const spent = Math.min(before - this.#bufferStart, this.#buffer.length);
    if (spent <= 0) return;
    this.#buffer = this.#buffer.slice(spent);
    this.#bufferStart += spent;
  }
}

/** For each position between two input samples the weights of those around it. */
function filterPhases(count: number, reach: number, cutoff: number): Float32Array[] {
  return Array.from({ length: count }, (_, phase) => {
    const taps = Float32Array.from({ length: 2 * reach }, (__, tap) => {
      const distance = tap - reach + 1 - phase / count;
      return cutoff * sinc(cutoff * distance) * blackman(distance / reach);
    });
    // Rounding makes the phases differ in loudness by a hair, which would be heard as a tone.
    const gain = taps.reduce((sum, tap) => sum + tap, 0);
    return taps.map((tap) => tap / gain);
  });
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Blackman's window over -1..1. */
function blackman(x: number): number {
  if (Math.abs(x) > 1) return 0;
  return 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
