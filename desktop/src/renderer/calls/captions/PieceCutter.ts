const pieceSamples = 1600;

/** Gathers samples at 16 kHz into pieces of 100 ms, however they come. */
export class PieceCutter {
  readonly #onPiece: (piece: Float32Array<ArrayBuffer>) => void;
  #piece = new Float32Array(pieceSamples);
  #filled = 0;

  /** `onPiece` is given each piece for good: it may be transferred. */
  constructor(onPiece: (piece: Float32Array<ArrayBuffer>) => void) {
    this.#onPiece = onPiece;
  }

  add(samples: Float32Array): void {
    let taken = 0;
    while (taken < samples.length) {
      const part = samples.subarray(taken, taken + pieceSamples - this.#filled);
      this.#piece.set(part, this.#filled);
      this.#filled += part.length;
      taken += part.length;
      if (this.#filled === pieceSamples) this.#cut();
    }
  }

  #cut(): void {
    const piece = this.#piece;
    this.#piece = new Float32Array(pieceSamples);
    this.#filled = 0;
    this.#onPiece(piece);
  }
}
