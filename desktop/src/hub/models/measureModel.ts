import { ConfabError, fromTranscriberSchema, speechSampleRate } from '@confab/shared-types';
import type { FromTranscriber, ModelDtype, ModelSpeed, ToTranscriber } from '@confab/shared-types';
import type { TranscriberPort } from '../../shell/Host.ts';

/** One way to run a model. */
export interface Way {
  readonly dtype: ModelDtype;
  readonly threads: number;
}

export interface MeasureOptions {
  readonly startTranscriber: () => Promise<TranscriberPort>;
  readonly folder: string;
  readonly dtypes: readonly ModelDtype[];
  /** How many threads are worth a try, the most promising first. */
  readonly threads: readonly number[];
  readonly sample: Float32Array;
  readonly language: string;
  readonly signal: AbortSignal;
  /** Milliseconds, only ever forward. */
  readonly now: () => number;
  readonly onTried: (done: number, total: number) => void;
}

/** A first run warms caches up; what is over so soon is run again, and the better one counts. */
const worthRepeatingMs = 8000;

/**
 * Runs a model on a sample in a process of its own: each dtype at the first number of threads, then
 * the best dtype at the others. Rejects with the signal's reason, `transcriber-stopped`, or what the
 * model fails with when no way works.
 */
export async function measureModel(
  options: MeasureOptions,
): Promise<Omit<ModelSpeed, 'measuredAt'>> {
  const { dtypes, threads, signal, onTried } = options;
  const total = dtypes.length + threads.length - 1;
  const tried: Omit<ModelSpeed, 'measuredAt'>[] = [];
  let failure: unknown = new ConfabError('model-file-missing', 'onnx');
  const trial = await Trial.open(options);
  const attempt = async (way: Way): Promise<void> => {
    try {
      tried.push({ ...way, timesRealTime: await trial.timesRealTime(way) });
    } catch (error) {
      if (signal.aborted || !trial.running) throw error;
      failure = error;
    }
    onTried(tried.length, total);
  };
  const [first = 1, ...others] = threads;
  try {
    for (const dtype of dtypes) await attempt({ dtype, threads: first });
    const { dtype } = fastest(tried) ?? {};
    if (dtype === undefined) throw failure;
    for (const count of others) await attempt({ dtype, threads: count });
  } finally {
    trial.close();
  }
  const best = fastest(tried);
  if (best === undefined) throw failure;
  return best;
}

/** Numbers of threads to try: half of the cores leaves room for the call beside it. */
export function threadsToTry(cores: number): number[] {
  const half = Math.max(1, Math.ceil(cores / 2));
  return [...new Set([half, Math.min(4, cores), cores])];
}

function fastest<T extends { readonly timesRealTime: number }>(tried: readonly T[]): T | undefined {
  return tried.toSorted((a, b) => b.timesRealTime - a.timesRealTime)[0];
}

/** Whoever waited for the process has heard of it. */
const ignoreFailedStart = (): undefined => undefined;

/** A transcriber process that works for nobody else. */
class Trial {
  readonly #port: TranscriberPort;
  readonly #options: MeasureOptions;
  #jobs = 0;
  #gone = false;
  #wait: {
    readonly done: (m: FromTranscriber) => void;
    readonly fail: (e: unknown) => void;
  } | null = null;

  static async open(options: MeasureOptions): Promise<Trial> {
    const { signal } = options;
    signal.throwIfAborted();
    const starting = options.startTranscriber();
    const aborted = Promise.withResolvers<never>();
    const onAbort = (): void => aborted.reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return new Trial(await Promise.race([starting, aborted.promise]), options);
    } catch (error) {
      // It may still come, and nobody would end it.
      void starting.then((port) => port.close(), ignoreFailedStart);
      throw error;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  constructor(port: TranscriberPort, options: MeasureOptions) {
    this.#port = port;
    this.#options = options;
    port.onMessage((raw) => {
      const parsed = fromTranscriberSchema.safeParse(raw);
      if (parsed.success) this.#wait?.done(parsed.data);
    });
    port.onClose(() => {
      this.#gone = true;
      this.#wait?.fail(new ConfabError('transcriber-stopped'));
    });
    options.signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  get running(): boolean {
    return !this.#gone;
  }

  async timesRealTime(way: Way): Promise<number> {
    await this.#ask([{ type: 'load', modelFolder: this.#options.folder, ...way }], 'loaded');
    let best = await this.#run();
    if (best < worthRepeatingMs) best = Math.min(best, await this.#run());
    const seconds = this.#options.sample.length / speechSampleRate;
    return seconds / Math.max(best / 1000, 0.001);
  }

  close(): void {
    this.#options.signal.removeEventListener('abort', this.#onAbort);
    this.#gone = true;
    this.#port.close();
  }

  /** Milliseconds from all audio being there to the last word. */
  async #run(): Promise<number> {
    const { sample, language, now } = this.#options;
    this.#jobs += 1;
    const job = `measure-${this.#jobs}`;
    const began = now();
    await this.#ask(
      [
        { type: 'transcribe', job, language, totalSamples: sample.length },
        // A copy: a port may take over the memory of what it sends.
        { type: 'file-audio', job, samples: sample.slice() },
        { type: 'file-end', job },
      ],
      'done',
    );
    return now() - began;
  }

  #ask(messages: readonly ToTranscriber[], answer: FromTranscriber['type']): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      if (this.#gone) return reject(new ConfabError('transcriber-stopped'));
      this.#wait = {
        done: (message) => {
          if (message.type === answer) resolve();
          if (message.type === 'failed') reject(ConfabError.fromWire(message.error));
        },
        fail: reject,
      };
      for (const message of messages) this.#port.post(message);
    }).finally(() => (this.#wait = null));
  }

  readonly #onAbort = (): void => {
    this.#wait?.fail(this.#options.signal.reason);
    this.close();
  };
}
