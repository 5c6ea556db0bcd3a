import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { vadFrameSamples } from './VoiceDetector.ts';
import type { VoiceDetector } from './VoiceDetector.ts';

/** The model hears the end of the frame before, too. */
const contextSamples = 64;
const stateShape = [2, 1, 128];
const stateLength = 2 * 128;

/** Silero's voice activity detector (v5), one copy of the model for any number of streams. */
export class SileroVad {
  readonly #session: InferenceSession;

  static async load(): Promise<SileroVad> {
    const file = createRequire(import.meta.url).resolve(
      '@ricky0123/vad-web/dist/silero_vad_v5.onnx',
    );
    // By its bytes: within a packaged app the file is no file of its own.
    const session = await InferenceSession.create(await readFile(file), {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      logSeverityLevel: 3,
    });
    return new SileroVad(session);
  }

  constructor(session: InferenceSession) {
    this.#session = session;
  }

  detector(): VoiceDetector {
    return new SileroDetector(this.#session);
  }

  async dispose(): Promise<void> {
    await this.#session.release();
  }
}

class SileroDetector implements VoiceDetector {
  readonly #session: InferenceSession;
  readonly #rate = new Tensor('int64', BigInt64Array.of(16_000n), []);
  #input = new Float32Array(contextSamples + vadFrameSamples);
  #state: Tensor = new Tensor('float32', new Float32Array(stateLength), stateShape);

  constructor(session: InferenceSession) {
    this.#session = session;
  }

  async probability(frame: Float32Array): Promise<number> {
    this.#input.copyWithin(0, vadFrameSamples);
    this.#input.set(frame, contextSamples);
    const outputs = await this.#session.run({
      input: new Tensor('float32', this.#input, [1, this.#input.length]),
      state: this.#state,
      sr: this.#rate,
    });
    const { output, stateN } = outputs;
    if (output === undefined || stateN === undefined) throw new Error('not a Silero VAD model');
    this.#state = stateN;
    return Number(output.data[0]);
  }

  reset(): void {
    this.#input = new Float32Array(contextSamples + vadFrameSamples);
    this.#state = new Tensor('float32', new Float32Array(stateLength), stateShape);
  }
}
