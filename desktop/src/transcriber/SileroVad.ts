import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { sileroGraph } from './sileroGraph.ts';
import { vadFrameSamples } from './VoiceDetector.ts';
import type { VoiceDetector } from './VoiceDetector.ts';

/** The model hears the end of the frame before, too. */
const contextSamples = 64;
const heardSamples = contextSamples + vadFrameSamples;
const memoryShape = [1, 1, 128];

/** Silero's voice activity detector (v5), one copy of the model for any number of streams. */
export class SileroVad {
  readonly #session: InferenceSession;

  static async load(): Promise<SileroVad> {
    const file = createRequire(import.meta.url).resolve(
      '@ricky0123/vad-web/dist/silero_vad_v5.onnx',
    );
    const session = await InferenceSession.create(sileroGraph(await readFile(file)), {
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
  #context = new Float32Array(contextSamples);
  #memory = noMemory();

  constructor(session: InferenceSession) {
    this.#session = session;
  }

  async probabilities(frames: Float32Array): Promise<Float32Array> {
    const count = frames.length / vadFrameSamples;
    if (count === 0) return new Float32Array();
    const heard = new Tensor('float32', this.#withContext(frames), [count, heardSamples]);
    const { speech, hn: h, cn: c } = await this.#session.run({ frames: heard, ...this.#memory });
    if (speech === undefined || h === undefined || c === undefined) throw new Error('no answer');
    this.#memory = { h, c };
    return speech.data as Float32Array;
  }

  /** Each frame behind the end of the one before. */
  #withContext(frames: Float32Array): Float32Array {
    const all = new Float32Array(contextSamples + frames.length);
    all.set(this.#context);
    all.set(frames, contextSamples);
    const heard = new Float32Array((frames.length / vadFrameSamples) * heardSamples);
    for (let from = 0, to = 0; to < heard.length; from += vadFrameSamples, to += heardSamples) {
      heard.set(all.subarray(from, from + heardSamples), to);
    }
    this.#context = all.slice(-contextSamples);
    return heard;
  }

  reset(): void {
    this.#context = new Float32Array(contextSamples);
    this.#memory = noMemory();
  }
}

function noMemory(): { h: Tensor; c: Tensor } {
  const length = memoryShape.reduce((product, dim) => product * dim, 1);
  const empty = (): Tensor => new Tensor('float32', new Float32Array(length), memoryShape);
  return { h: empty(), c: empty() };
}
