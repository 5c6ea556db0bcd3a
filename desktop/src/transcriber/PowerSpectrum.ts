const radices = [4, 5, 3, 2, 7] as const;

interface Stage {
  readonly radix: number;
  /** Transforms that lie interleaved before this stage. */
  readonly stride: number;
  /** Values of one of them, by the radix. */
  readonly groups: number;
  /** What input `t` of a group counts in output `r`: at `(group * radix + r) * radix + t`. */
  readonly factors: Complex;
}

interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * Energy by frequency of real signals of one length, two at a time: as real and imaginary part of
 * one complex signal (Numerical Recipes, "FFT of Two Real Functions"). The transform is Stockham's,
 * which needs no reordering, with mixed radices, since Whisper's frames are 400 samples long.
 */
export class PowerSpectrum {
  readonly size: number;
  readonly #stages: readonly Stage[];
  #from: Complex;
  #to: Complex;

  /** Throws a RangeError where a prime beyond 7 divides the size. */
  constructor(size: number) {
    this.size = size;
    this.#stages = stagesOf(size);
    this.#from = zeros(size);
    this.#to = zeros(size);
  }

  /** Writes the energies at the frequencies 0 to `size / 2` of both signals. */
  ofPair(first: Float64Array, second: Float64Array, energies: [Float64Array, Float64Array]): void {
    this.#from.re.set(first);
    this.#from.im.set(second);
    for (const stage of this.#stages) {
      this.#run(stage);
      [this.#from, this.#to] = [this.#to, this.#from];
    }
    const { re, im } = this.#from;
    const [ofFirst, ofSecond] = energies;
    for (let bin = 0; bin <= this.size / 2; bin += 1) {
      const mirrored = bin === 0 ? 0 : this.size - bin;
      const [a, b] = [re[bin] ?? 0, im[bin] ?? 0];
      const [c, d] = [re[mirrored] ?? 0, im[mirrored] ?? 0];
      ofFirst[bin] = ((a + c) ** 2 + (b - d) ** 2) / 4;
      ofSecond[bin] = ((b + d) ** 2 + (c - a) ** 2) / 4;
    }
  }

  #run({ radix, stride, groups, factors }: Stage): void {
    const { re, im } = this.#from;
    const { re: outRe, im: outIm } = this.#to;
    const apart = stride * groups;
    for (let row = 0; row < groups * radix; row += 1) {
      const group = Math.floor(row / radix);
      for (let lane = 0; lane < stride; lane += 1) {
        let sumRe = 0;
        let sumIm = 0;
        let at = stride * group + lane;
        for (let t = row * radix; t < (row + 1) * radix; t += 1) {
          const x = re[at] ?? 0;
          const y = im[at] ?? 0;
          const cos = factors.re[t] ?? 0;
          const sin = factors.im[t] ?? 0;
          sumRe += x * cos - y * sin;
          sumIm += x * sin + y * cos;
          at += apart;
        }
        outRe[stride * row + lane] = sumRe;
        outIm[stride * row + lane] = sumIm;
      }
    }
  }
}

function stagesOf(size: number): Stage[] {
  const stages: Stage[] = [];
  for (let left = size; left > 1;) {
    const radix = radices.find((one) => left % one === 0);
    if (radix === undefined) throw new RangeError(`no transform of ${size} samples`);
    const groups = left / radix;
    stages.push({ radix, stride: size / left, groups, factors: factorsOf(radix, groups) });
    left = groups;
  }
  return stages;
}

/** Each `exp(-2πi r t / radix)` turned by its group's `exp(-2πi r group / (radix * groups))`. */
function factorsOf(radix: number, groups: number): Complex {
  const length = radix * groups * radix;
  const angles = Array.from({ length }, (_, index) => {
    const t = index % radix;
    const row = Math.floor(index / radix);
    const turns = (row % radix) * (t * groups + Math.floor(row / radix));
    return (-2 * Math.PI * (turns % (radix * groups))) / (radix * groups);
  });
  return { re: Float64Array.from(angles, Math.cos), im: Float64Array.from(angles, Math.sin) };
}

function zeros(length: number): Complex {
  return { re: new Float64Array(length), im: new Float64Array(length) };
}
