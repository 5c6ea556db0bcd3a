/**
 * Runs in the audio thread of a 16 kHz context: gathers its input into pieces of 100 ms and posts
 * them. Posts zeros while nothing is connected, so that counting samples stays counting time.
 */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

const pieceSamples = 1600;
const blockSamples = 128;

class SpeechPieces extends AudioWorkletProcessor {
  #piece = new Float32Array(pieceSamples);
  #filled = 0;

  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    const block = inputs[0]?.[0] ?? new Float32Array(blockSamples);
    let taken = 0;
    while (taken < block.length) {
      const part = block.subarray(taken, taken + pieceSamples - this.#filled);
      this.#piece.set(part, this.#filled);
      this.#filled += part.length;
      taken += part.length;
      if (this.#filled === pieceSamples) this.#post();
    }
    return true;
  }

  #post(): void {
    this.port.postMessage(this.#piece, [this.#piece.buffer]);
    this.#piece = new Float32Array(pieceSamples);
    this.#filled = 0;
  }
}

registerProcessor('speech-pieces', SpeechPieces);

export {};
