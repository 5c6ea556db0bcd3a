/** How far somebody may go, and a wait for it to be further. */
export class Allowance {
  #upTo: number;
  #wake: (() => void) | null = null;

  constructor(upTo: number) {
    this.#upTo = upTo;
  }

  extend(upTo: number): void {
    this.#upTo = Math.max(this.#upTo, upTo);
    this.#wake?.();
  }

  async covers(end: number): Promise<void> {
    while (end > this.#upTo) await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#wake = null;
  }
}
