import { utteranceId } from '@confab/shared-types';
import type { Segment } from '@confab/shared-types';
import { gaveWay } from './Drafts.ts';
import type { InferenceQueue } from './InferenceQueue.ts';
import { recognizeSegment } from './recognizeSegment.ts';
import type { HeardSpeech } from './recognizeSegment.ts';
import type { SpeechSegment } from './segmentSpeech.ts';
import { carryOver, speechPrompt } from './speechPrompt.ts';
import type { SpeechRecognizer } from './SpeechRecognizer.ts';
import type { SpokenLanguage } from './SpokenLanguage.ts';

export interface FinalLinesOptions {
  readonly session: string;
  readonly language: SpokenLanguage;
  /** Names and terms the speaker is likely to use. */
  readonly prompt?: string | undefined;
  /** What the speaker said last. */
  readonly said: string;
  readonly recognizer: () => SpeechRecognizer;
  readonly queue: InferenceQueue;
  /** The audio of a segment that is expected or added. */
  readonly samplesOf: (segment: SpeechSegment) => Float32Array;
  readonly emit: (line: Segment) => void;
  /** Called when a segment is done with, whether it became a line or not. */
  readonly onDone: () => void;
  readonly onError: (error: unknown) => void;
}

type Heard = (HeardSpeech & { readonly accept: () => void }) | null;

/** A line that is worked on before its speech is known to be over. */
interface EarlyLine {
  readonly segment: SpeechSegment;
  readonly heard: Promise<Heard>;
  readonly abort: AbortController;
}

/** Turns the segments of one speaker into lines, each once and in order. */
export class FinalLines {
  readonly #options: FinalLinesOptions;
  readonly #waiting: SpeechSegment[] = [];
  #written: Promise<void> = Promise.resolve();
  #early: EarlyLine | null = null;
  #carried: string;
  #stopped = false;

  constructor(options: FinalLinesOptions) {
    this.#options = options;
    this.#carried = carryOver(options.said);
  }

  /** The first segment that is over and no line yet. */
  get oldest(): SpeechSegment | undefined {
    return this.#waiting[0];
  }

  /** Resolves when every line is out. */
  get written(): Promise<void> {
    return this.#written;
  }

  /** Begins the line of a segment that is likely to end like this; null: speech goes on. */
  expect(segment: SpeechSegment | null): void {
    if (segment === null) {
      this.#dropEarly();
      return;
    }
    // Behind others that wait it would gain nothing, and may be in vain.
    if (this.#early !== null || this.#options.queue.hasFinals) return;
    const abort = new AbortController();
    const heard = this.#hear(segment, abort.signal);
    heard.catch((error: unknown) => {
      if (!gaveWay(error)) this.#fail(error);
    });
    this.#early = { segment, heard, abort };
  }

  /** Takes a segment that is over. */
  add(segment: SpeechSegment): void {
    this.#waiting.push(segment);
    const heard = this.#takeEarly(segment) ?? this.#hear(segment);
    this.#written = Promise.all([this.#written, heard]).then(
      ([, line]) => this.#write(segment, line),
      (error: unknown) => this.#fail(error),
    );
  }

  /** Writes nothing more. */
  stop(): void {
    this.#stopped = true;
    this.#dropEarly();
  }

  /** What was begun early, if it is of the very audio that is now to be heard. */
  #takeEarly({ paddedStart, paddedEnd }: SpeechSegment): Promise<Heard> | null {
    const early = this.#early;
    if (early?.segment.paddedStart === paddedStart && early.segment.paddedEnd === paddedEnd) {
      this.#early = null;
      return early.heard;
    }
    this.#dropEarly();
    return null;
  }

  #dropEarly(): void {
    this.#early?.abort.abort();
    this.#early = null;
  }

  #hear(segment: SpeechSegment, signal?: AbortSignal): Promise<Heard> {
    const { queue, recognizer, prompt, samplesOf } = this.#options;
    const samples = samplesOf(segment);
    const linesBefore = this.#written;
    return queue.run('final', async () => {
      // They came first in the queue too; what they say is carried over to this one.
      await linesBefore;
      signal?.throwIfAborted();
      if (this.#stopped) return null;
      const model = recognizer();
      const seconds = samples.length / 16_000;
      const { language, accept } = this.#options.language.ask(model.info.languages, seconds);
      const heard = await recognizeSegment(model, samples, {
        language,
        prompt: speechPrompt(prompt, this.#carried),
        words: true,
        signal,
      });
      return heard === null ? null : { ...heard, accept };
    });
  }

  #write({ start, end, paddedStart }: SpeechSegment, heard: Heard): void {
    if (this.#stopped) return;
    const { session, emit, onDone } = this.#options;
    if (heard !== null) {
      heard.accept();
      this.#carried = carryOver(heard.text);
      const words = heard.pieces
        .flatMap((piece) => piece.words ?? [])
        .map((word) => ({
          ...word,
          startSample: word.startSample + paddedStart,
          endSample: word.endSample + paddedStart,
        }));
      emit({
        type: 'segment',
        session,
        id: utteranceId(session, start),
        startSample: start,
        endSample: end,
        text: heard.text,
        language: heard.language,
        ...(words.length > 0 ? { words } : {}),
      });
    }
    this.#waiting.shift();
    onDone();
  }

  #fail(error: unknown): void {
    if (this.#stopped) return;
    this.stop();
    this.#options.onError(error);
  }
}
