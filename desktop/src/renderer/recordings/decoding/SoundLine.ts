import { Resampler } from '../../calls/captions/Resampler.ts';

/** A jump of the file's clock smaller than this is rounding, not missing sound. */
const jitterSeconds = 0.05;

/**
 * Lines the sound of a file up as mono samples of one rate from one position on, without a gap: what
 * the file leaves out is silence, what it holds twice is taken once. Holds a second of it at most.
 */
export class SoundLine {
  readonly #rate: number;
  #fileRate = 0;
  #resampler: Resampler | null = null;
  /** Where on the file's clock the next sound is expected, in seconds; null: nothing came yet. */
  #expected: number | null = null;
  /** Where the next sample belongs. */
  #next = 0;
  readonly #from: number;
  /** A second. */
  #piece: Float32Array<ArrayBuffer>;
  #filled = 0;
  #end: number;

  constructor(rate: number, fromSample: number) {
    this.#rate = rate;
    this.#piece = new Float32Array(rate);
    this.#from = fromSample;
    this.#end = fromSample;
  }

  /** Position after the last sample of all pieces. */
  get end(): number {
    return this.#end;
  }

  /** Sound that begins at `timestamp` seconds; answers the pieces it fills, each for good. */
  *add(
    sound: Float32Array,
    sampleRate: number,
    timestamp: number,
  ): Generator<Float32Array<ArrayBuffer>, void> {
    const expected = this.#expected ?? timestamp;
    const jump = timestamp - expected;
    let samples = sound;
    if (this.#expected === null) yield* this.#begin(timestamp);
    else if (jump > jitterSeconds) yield* this.#silence(Math.round(jump * this.#rate));
    else if (jump < -jitterSeconds) samples = sound.subarray(Math.round(-jump * sampleRate));
    if (sampleRate !== this.#fileRate) {
      this.#fileRate = sampleRate;
      this.#resampler = sampleRate === this.#rate ? null : new Resampler(sampleRate, this.#rate);
    }
    // By count while the clock agrees: rounded timestamps would add up.
    const start = Math.abs(jump) > jitterSeconds ? Math.max(timestamp, expected) : expected;
    this.#expected = start + samples.length / sampleRate;
    yield* this.#take(this.#resampler?.convert(samples) ?? samples);
  }

  /** What is left over, shorter than a piece; nothing may be added after it. */
  *finish(): Generator<Float32Array<ArrayBuffer>, void> {
    if (this.#filled === 0) return;
    this.#end += this.#filled;
    yield this.#piece.slice(0, this.#filled);
    this.#filled = 0;
  }

  /** A track may begin after the file does, or (by an encoder's delay) before. */
  *#begin(timestamp: number): Generator<Float32Array<ArrayBuffer>, void> {
    this.#next = Math.round(timestamp * this.#rate);
    if (this.#next <= this.#from) return;
    const late = this.#next - this.#from;
    this.#next = this.#from;
    yield* this.#silence(late);
  }

  *#silence(count: number): Generator<Float32Array<ArrayBuffer>, void> {
    for (let left = count; left > 0; left -= this.#rate) {
      yield* this.#take(new Float32Array(Math.min(left, this.#rate)));
    }
  }

  *#take(samples: Float32Array): Generator<Float32Array<ArrayBuffer>, void> {
    const early = Math.min(samples.length, Math.max(0, this.#from - this.#next));
    this.#next += samples.length;
    for (let at = early; at < samples.length;) {
      const part = samples.subarray(at, at + this.#rate - this.#filled);
      this.#piece.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled < this.#rate) return;
      const piece = this.#piece;
      this.#piece = new Float32Array(this.#rate);
      this.#filled = 0;
      this.#end += this.#rate;
      yield piece;
    }
  }
}
