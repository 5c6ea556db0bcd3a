import { PieceCutter } from './PieceCutter.ts';

/**
 * Runs in the audio thread of a 16 kHz context: gathers its input into pieces of 100 ms and posts
 * them. Posts zeros while nothing is connected, so that counting samples stays counting time.
 */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

const silentBlock = new Float32Array(128);

class SpeechPieces extends AudioWorkletProcessor {
  readonly #pieces = new PieceCutter((piece) => this.port.postMessage(piece, [piece.buffer]));

  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    this.#pieces.add(inputs[0]?.[0] ?? silentBlock);
    return true;
  }
}

registerProcessor('speech-pieces', SpeechPieces);
