import { speechSampleRate } from '@confab/shared-types';
import type { Segment, ToTranscriber } from '@confab/shared-types';
import { AudioBacklog } from './AudioBacklog.ts';

export interface SpeakerOptions {
  /** A language, or `auto`: found out from what is said. */
  readonly language: string;
  /** With `auto`, the languages the person speaks. */
  readonly candidates?: readonly string[] | undefined;
  readonly prompt?: string | undefined;
}

/** What the hub knows of one speaker's stream: enough to go on with another transcriber process. */
export class SpeakerSession {
  readonly id: string;
  readonly #options: SpeakerOptions;
  readonly #backlog: AudioBacklog;
  readonly #ended = Promise.withResolvers<void>();
  #processed = 0;
  #writtenUpTo = -1;
  #lastLine: { readonly text: string; readonly language: string } | null = null;
  #behindSamples = 0;
  #stopping = false;

  constructor(id: string, options: SpeakerOptions, backlogSeconds: number) {
    this.id = id;
    this.#options = options;
    this.#backlog = new AudioBacklog(backlogSeconds * speechSampleRate);
    // Whoever stops the session hears of a failure; where nobody does, the state has said it.
    this.#ended.promise.catch(() => undefined);
  }

  /** How late lines are, in milliseconds; 0 while they keep up. */
  get behindMs(): number {
    return (this.#behindSamples / speechSampleRate) * 1000;
  }

  get lostSamples(): number {
    return this.#backlog.lost;
  }

  /** Everything a fresh process needs to take over. */
  *resume(): Generator<ToTranscriber> {
    const { language, candidates, prompt } = this.#options;
    const session = this.id;
    yield {
      type: 'start',
      session,
      language,
      ...(candidates === undefined ? {} : { candidates: [...candidates] }),
      ...(prompt === undefined ? {} : { prompt }),
      ...(this.#lastLine === null ? {} : { lastLine: this.#lastLine }),
    };
    for (const piece of this.#backlog.from(this.#processed)) {
      yield { type: 'audio', session, ...piece };
    }
    if (this.#stopping) yield { type: 'stop', session };
  }

  add(firstSample: number, samples: Float32Array): ToTranscriber {
    this.#backlog.add(firstSample, samples);
    return { type: 'audio', session: this.id, firstSample, samples };
  }

  stop(): ToTranscriber {
    this.#stopping = true;
    return { type: 'stop', session: this.id };
  }

  /** Resolves when every line is out. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  end(): void {
    this.#ended.resolve();
  }

  fail(error: Error): void {
    this.#ended.reject(error);
  }

  markBehind(samples: number): void {
    this.#behindSamples = samples;
  }

  markProcessed(upToSample: number): void {
    this.#processed = Math.max(this.#processed, upToSample);
    this.#backlog.dropBefore(this.#processed);
  }

  /**
   * Takes note of a final line; false: it was written before. A process may die between a line and
   * its mark, so the line itself is one.
   */
  isNew(segment: Segment): boolean {
    if (segment.startSample < this.#writtenUpTo) return false;
    this.#writtenUpTo = segment.endSample;
    this.#lastLine = { text: segment.text, language: segment.language };
    this.markProcessed(segment.endSample);
    return true;
  }
}
