/** The first ones warm up; one stall says nothing. */
const judged = 30;

/** Finds the size at which pictures are made fast enough, from how long each of them took. */
export class PaceWatch {
  /** From large to small; and how many milliseconds a picture of that width may take. */
  readonly #steps: readonly { readonly widest: number; readonly slowestMs: number }[];
  #step = 0;
  #total = 0;
  #count = 0;

  constructor(steps: readonly { readonly widest: number; readonly slowestMs: number }[]) {
    this.#steps = steps;
  }

  /** The width pictures have now; null: even the smallest are too slow. */
  get widest(): number | null {
    return this.#steps[this.#step]?.widest ?? null;
  }

  took(milliseconds: number): void {
    this.#total += milliseconds;
    this.#count += 1;
    if (this.#count < judged) return;
    const slowest = this.#steps[this.#step]?.slowestMs ?? 0;
    if (this.#total / this.#count > slowest) this.#step += 1;
    this.#total = 0;
    this.#count = 0;
  }
}
