import type { Draft } from '@confab/shared-types';
import { agreeOnDraft, noAgreement } from './agreeOnDraft.ts';
import type { InferenceQueue } from './InferenceQueue.ts';
import { recognizeSegment } from './recognizeSegment.ts';
import type { SpeechRecognizer } from './SpeechRecognizer.ts';
import type { SpokenLanguage } from './SpokenLanguage.ts';

const intervalMs = 1000;
/** Of the time that passes, what the model may spend on drafts is one in this. */
const load = 1.5;

export interface DraftsOptions {
  readonly session: string;
  readonly language: SpokenLanguage;
  readonly recognizer: () => SpeechRecognizer;
  readonly queue: InferenceQueue;
  readonly emit: (draft: Draft) => void;
  readonly onError: (error: unknown) => void;
  readonly now: () => number;
}

/** Captions of speech that goes on: made only while the model has nothing better to do. */
export class Drafts {
  readonly #options: DraftsOptions;
  #of = -1;
  #agreement = noAgreement;
  #nextAt = 0;
  #running = false;

  constructor(options: DraftsOptions) {
    this.#options = options;
  }

  /** Drafts what was said since `start`, if it is time for one. */
  consider(start: number, samples: () => Float32Array): void {
    const { queue, now, onError } = this.#options;
    if (this.#running || queue.busy) return;
    const startedAt = now();
    if (startedAt < this.#nextAt) return;
    this.#running = true;
    const heard = samples();
    queue
      .run('draft', (signal) => this.#make(start, heard, signal))
      .catch((error: unknown) => {
        if (!gaveWay(error)) onError(error);
      })
      .finally(() => {
        this.#nextAt = startedAt + Math.max(intervalMs, load * (now() - startedAt));
        this.#running = false;
      });
  }

  async #make(start: number, samples: Float32Array, signal: AbortSignal): Promise<void> {
    const { session, recognizer, language, emit } = this.#options;
    const model = recognizer();
    const { language: spoken } = language.ask(model.info.languages, samples.length / 16_000);
    const heard = await recognizeSegment(model, samples, { language: spoken, signal });
    signal.throwIfAborted();
    if (heard === null) return;
    const before = this.#of === start ? this.#agreement : noAgreement;
    const { agreement, text, tentative } = agreeOnDraft(before, heard.text);
    this.#of = start;
    this.#agreement = agreement;
    emit({ type: 'draft', session, startSample: start, text, tentative });
  }
}

/** Whether an inference ended because something else was more important. */
export function gaveWay(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
