import { utteranceId } from '@confab/shared-types';
import type { FromTranscriber } from '@confab/shared-types';
import { agreeOnDraft, noAgreement } from './agreeOnDraft.ts';
import type { InferenceQueue } from './InferenceQueue.ts';
import { recognizeSegment } from './recognizeSegment.ts';
import { SampleBuffer } from './SampleBuffer.ts';
import { endSegmenter, segmentLimits, segmenterAt, stepSegmenter } from './segmentSpeech.ts';
import type { SegmenterState, SpeechSegment } from './segmentSpeech.ts';
import { vadFrameSamples } from './VoiceDetector.ts';
import type { VoiceDetector } from './VoiceDetector.ts';
import type { SpeechRecognizer } from './SpeechRecognizer.ts';

const second = 16_000;
/** Silence that is heard through; a longer one ends what was said and is skipped. */
const longestGap = second;
const shortestDraft = second;
/** Speech that paused this long is likely over: its final line is better than a draft. */
const draftPause = 0.15 * second;
const draftIntervalMs = 1000;
const draftLoad = 1.5;
const carriedCharacters = 200;

export interface LiveSessionOptions {
  readonly session: string;
  readonly language: string;
  readonly prompt?: string | undefined;
  /** The model as it is now: it can be replaced while people speak. */
  readonly recognizer: () => SpeechRecognizer;
  readonly detector: VoiceDetector;
  readonly queue: InferenceQueue;
  readonly emit: (message: FromTranscriber) => void;
  /** Called when an inference fails; the session does not go on. */
  readonly onError: (error: unknown) => void;
  /** Milliseconds of a clock that only moves on. */
  readonly now: () => number;
}

/** One speaker's stream: voice detection cuts it into segments, each becomes one final line. */
export class LiveSession {
  readonly #options: LiveSessionOptions;
  readonly #inbox: { readonly firstSample: number; readonly samples: Float32Array }[] = [];
  readonly #audio = new SampleBuffer();
  readonly #pending: SpeechSegment[] = [];
  #segmenter: SegmenterState = segmenterAt(0);
  #started = false;
  #listening: Promise<void> | null = null;
  #finals: Promise<void> = Promise.resolve();
  #markSent = 0;
  #carried = '';
  #draft = { of: -1, agreement: noAgreement };
  #draftRunning: AbortController | null = null;
  #nextDraftAt = 0;
  #failed = false;

  constructor(options: LiveSessionOptions) {
    this.#options = options;
  }

  /** Takes audio in order; what overlaps is skipped, what is missing was silence. */
  push(firstSample: number, samples: Float32Array): void {
    this.#inbox.push({ firstSample, samples });
    this.#listening ??= this.#listen();
  }

  /** Makes what was said so far final; resolves when every line is out. */
  async stop(): Promise<void> {
    await this.#listening;
    this.#endSpeech();
    await this.#finals;
  }

  get #limits(): ReturnType<typeof segmentLimits> {
    return segmentLimits(this.#options.recognizer().info.windowSeconds);
  }

  async #listen(): Promise<void> {
    try {
      for (let next = this.#inbox.shift(); next !== undefined; next = this.#inbox.shift()) {
        if (!this.#failed) await this.#take(next.firstSample, next.samples);
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#listening = null;
    }
  }

  async #take(firstSample: number, samples: Float32Array): Promise<void> {
    if (!this.#started) {
      this.#started = true;
      this.#markSent = firstSample;
      this.#moveTo(firstSample);
    }
    const gap = firstSample - this.#audio.end;
    if (gap > longestGap) {
      this.#audio.append(new Float32Array(longestGap));
      await this.#readFrames();
      this.#endSpeech();
      this.#moveTo(firstSample);
    } else if (gap > 0) {
      this.#audio.append(new Float32Array(gap));
    }
    this.#audio.append(gap < 0 ? samples.subarray(Math.min(-gap, samples.length)) : samples);
    await this.#readFrames();
  }

  #moveTo(position: number): void {
    this.#audio.reset(position);
    this.#segmenter = segmenterAt(position);
    this.#options.detector.reset();
  }

  #endSpeech(): void {
    this.#closed(endSegmenter(this.#segmenter, this.#limits));
    this.#segmenter = segmenterAt(this.#segmenter.position);
  }

  async #readFrames(): Promise<void> {
    const limits = this.#limits;
    while (this.#segmenter.position + vadFrameSamples <= this.#audio.end) {
      const from = this.#segmenter.position;
      const frame = this.#audio.slice(from, from + vadFrameSamples);
      const probability = await this.#options.detector.probability(frame);
      const step = stepSegmenter(this.#segmenter, probability, limits);
      this.#segmenter = step.state;
      this.#closed(step.closed);
      this.#considerDraft();
      this.#markProcessed(second);
    }
  }

  #closed(segment: SpeechSegment | null): void {
    if (segment === null) return;
    this.#draftRunning?.abort();
    this.#pending.push(segment);
    const samples = this.#audio.slice(segment.paddedStart, segment.paddedEnd);
    const final = this.#options.queue.run('final', () => this.#finish(segment, samples));
    this.#finals = Promise.all([this.#finals, final]).then(
      () => undefined,
      (error: unknown) => this.#fail(error),
    );
  }

  async #finish(segment: SpeechSegment, samples: Float32Array): Promise<void> {
    if (this.#failed) return;
    const { session, language, emit } = this.#options;
    const heard = await recognizeSegment(this.#options.recognizer(), samples, {
      language,
      prompt: this.#prompt(),
      words: true,
    });
    if (heard !== null) {
      this.#carried = heard.text.slice(-carriedCharacters);
      const words = heard.pieces.flatMap((piece) => piece.words ?? []);
      emit({
        type: 'segment',
        session,
        id: utteranceId(session, segment.start),
        startSample: segment.start,
        endSample: segment.end,
        text: heard.text,
        language,
        ...(words.length > 0 ? { words: words.map((word) => shift(word, segment)) } : {}),
      });
    }
    this.#pending.shift();
    this.#markProcessed(0);
  }

  #prompt(): string {
    return `${this.#options.prompt ?? ''} ${this.#carried}`.trim();
  }

  #considerDraft(): void {
    const { speechStart, quietSince, position } = this.#segmenter;
    if (speechStart === null || position - speechStart < shortestDraft) return;
    if (quietSince !== null && position - quietSince >= draftPause) return;
    if (this.#draftRunning !== null || this.#options.queue.busy) return;
    const startedAt = this.#options.now();
    if (startedAt < this.#nextDraftAt) return;
    const abort = new AbortController();
    this.#draftRunning = abort;
    const { cutAt } = this.#segmenter;
    const from = Math.max(cutAt, speechStart - this.#limits.paddingBefore);
    const samples = this.#audio.slice(from, position);
    this.#options.queue
      .run('draft', () => this.#makeDraft(speechStart, samples, abort.signal))
      .catch((error: unknown) => {
        if (!abort.signal.aborted) this.#fail(error);
      })
      .finally(() => {
        const took = this.#options.now() - startedAt;
        this.#nextDraftAt = startedAt + Math.max(draftIntervalMs, draftLoad * took);
        this.#draftRunning = null;
      });
  }

  async #makeDraft(start: number, samples: Float32Array, signal: AbortSignal): Promise<void> {
    const { session, language, emit } = this.#options;
    signal.throwIfAborted();
    const heard = await recognizeSegment(this.#options.recognizer(), samples, { language, signal });
    signal.throwIfAborted();
    if (heard === null) return;
    const before = this.#draft.of === start ? this.#draft.agreement : noAgreement;
    const { agreement, text, tentative } = agreeOnDraft(before, heard.text);
    this.#draft = { of: start, agreement };
    emit({ type: 'draft', session, startSample: start, text, tentative });
  }

  /** Says from where audio would be needed again, when that moved on by at least `step` samples. */
  #markProcessed(step: number): void {
    const { position, speechStart, cutAt } = this.#segmenter;
    const lead = (speechStart ?? position) - this.#limits.paddingBefore;
    const needed = this.#pending[0]?.paddedStart ?? Math.max(cutAt, lead);
    if (needed <= this.#markSent || needed - this.#markSent < step) return;
    this.#markSent = needed;
    this.#audio.dropBefore(Math.min(needed, position));
    this.#options.emit({
      type: 'processed',
      session: this.#options.session,
      upToSample: needed,
    });
  }

  #fail(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#options.onError(error);
  }
}

function shift<T extends { readonly startSample: number; readonly endSample: number }>(
  word: T,
  segment: SpeechSegment,
): T {
  return {
    ...word,
    startSample: word.startSample + segment.paddedStart,
    endSample: word.endSample + segment.paddedStart,
  };
}
