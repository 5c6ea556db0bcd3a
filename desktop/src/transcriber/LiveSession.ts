import type { FromTranscriber, ToTranscriber } from '@confab/shared-types';
import { Drafts } from './Drafts.ts';
import { FinalLines } from './FinalLines.ts';
import { speakerRules } from './followLanguage.ts';
import type { InferenceQueue } from './InferenceQueue.ts';
import { SampleBuffer } from './SampleBuffer.ts';
import {
  endSegmenter,
  expectedSegment,
  segmentLimits,
  segmenterAt,
  stepSegmenter,
} from './segmentSpeech.ts';
import type { SegmenterState, SpeechSegment } from './segmentSpeech.ts';
import type { SpeechRecognizer } from './SpeechRecognizer.ts';
import { SpokenLanguage } from './SpokenLanguage.ts';
import { vadFrameSamples } from './VoiceDetector.ts';
import type { VoiceDetector } from './VoiceDetector.ts';

const second = 16_000;
/** Silence that is heard through; a longer one ends what was said and is skipped. */
const longestGap = second;
const shortestDraft = second;
/** Speech that paused this long is likely over: its final line is better than a draft. */
const draftPause = 0.15 * second;
/** The final line is begun before it is sure that nothing more is said. */
const earlyFinal = 0.3 * second;

type Start = Extract<ToTranscriber, { type: 'start' }>;

export interface LiveSessionOptions extends Omit<Start, 'type'> {
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
  readonly #lines: FinalLines;
  readonly #drafts: Drafts;
  #segmenter: SegmenterState = segmenterAt(0);
  #started = false;
  #listening: Promise<void> | null = null;
  /** Samples in the inbox. */
  #unheard = 0;
  #markSent = 0;
  #behindSent = 0;
  #failed = false;

  constructor(options: LiveSessionOptions) {
    this.#options = options;
    const { language: given, candidates, lastLine } = options;
    const language = new SpokenLanguage({
      language: given,
      candidates,
      before: lastLine?.language,
      rules: speakerRules,
    });
    const onError = (error: unknown): void => this.#fail(error);
    this.#drafts = new Drafts({ ...options, language, onError });
    this.#lines = new FinalLines({
      ...options,
      language,
      said: lastLine?.text ?? '',
      samplesOf: ({ paddedStart, paddedEnd }) => this.#audio.slice(paddedStart, paddedEnd),
      onDone: () => {
        this.#markProcessed(0);
        this.#tellBehind();
      },
      onError,
    });
  }

  /** Takes audio in order; what overlaps is skipped, what is missing was silence. */
  push(firstSample: number, samples: Float32Array): void {
    this.#inbox.push({ firstSample, samples });
    this.#unheard += samples.length;
    this.#tellBehind();
    this.#listening ??= this.#listen();
  }

  /** Makes what was said so far final; resolves when every line is out. */
  async stop(): Promise<void> {
    await this.#listening;
    this.#endSpeech();
    await this.#lines.written;
  }

  get #limits(): ReturnType<typeof segmentLimits> {
    return segmentLimits(this.#options.recognizer().info.windowSeconds);
  }

  async #listen(): Promise<void> {
    try {
      for (let next = this.#inbox.shift(); next !== undefined; next = this.#inbox.shift()) {
        this.#unheard -= next.samples.length;
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
    const from = this.#segmenter.position;
    const frames = Math.floor((this.#audio.end - from) / vadFrameSamples);
    const samples = this.#audio.slice(from, from + frames * vadFrameSamples);
    for (const probability of await this.#options.detector.probabilities(samples)) {
      const step = stepSegmenter(this.#segmenter, probability, limits);
      this.#segmenter = step.state;
      this.#closed(step.closed);
      this.#lines.expect(expectedSegment(this.#segmenter, earlyFinal, limits));
      this.#considerDraft();
      this.#markProcessed(second);
    }
  }

  #closed(segment: SpeechSegment | null): void {
    if (segment !== null) this.#lines.add(segment);
  }

  #considerDraft(): void {
    const { speechStart, quietSince, position, cutAt } = this.#segmenter;
    if (speechStart === null || position - speechStart < shortestDraft) return;
    if (quietSince !== null && position - quietSince >= draftPause) return;
    // Where audio waits to be heard, the model is too slow for captions too.
    if (this.#unheard > second) return;
    const from = Math.max(cutAt, speechStart - this.#limits.paddingBefore);
    this.#drafts.consider(speechStart, () => this.#audio.slice(from, position));
  }

  /** Says from where audio would be needed again, when that moved on by at least `step` samples. */
  #markProcessed(step: number): void {
    const { position, speechStart, cutAt } = this.#segmenter;
    const lead = (speechStart ?? position) - this.#limits.paddingBefore;
    const needed = this.#lines.oldest?.paddedStart ?? Math.max(cutAt, lead);
    if (needed <= this.#markSent || needed - this.#markSent < step) return;
    this.#markSent = needed;
    this.#audio.dropBefore(Math.min(needed, position));
    this.#options.emit({
      type: 'processed',
      session: this.#options.session,
      upToSample: needed,
    });
  }

  /** Says how late lines are, when that changed by a second; less than one is not late. */
  #tellBehind(): void {
    const heard = this.#audio.end;
    const late = this.#unheard + heard - (this.#lines.oldest?.end ?? heard);
    const samples = late < second ? 0 : late;
    const changed = Math.abs(samples - this.#behindSent);
    if (changed === 0 || (samples > 0 && changed < second)) return;
    this.#behindSent = samples;
    this.#options.emit({ type: 'behind', session: this.#options.session, samples });
  }

  #fail(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#lines.stop();
    this.#options.onError(error);
  }
}
