import { ConfabError, speechSampleRate } from '@confab/shared-types';
import type { HubParams } from '@confab/shared-types';
import type { HubClient } from '../../hub/HubClient.ts';
import type { SpeechCapture } from './captureSpeech.ts';
import { placePiece, startClock } from './sampleClock.ts';
import type { SampleClock } from './sampleClock.ts';

export type CaptureSpeech = (
  track: MediaStreamTrack,
  onPiece: (samples: Float32Array) => void,
) => Promise<SpeechCapture>;

export interface SpeechStreamOptions {
  readonly hub: Pick<HubClient, 'request' | 'sendAudio'>;
  readonly capture: CaptureSpeech;
  readonly media: MediaStreamTrack;
  readonly about: Omit<HubParams<'speech.begin'>, 'startedAt'>;
  /** Milliseconds since the epoch on the media server's clock. */
  readonly now: () => number;
  readonly isMuted: () => boolean;
  readonly onBegun: (stream: string) => void;
  /** Called at most once, when nothing of what is said can be written down any more. */
  readonly onFailed: (error: unknown) => void;
}

/** Silence that follows a mute, long enough for the voice detector to end the last words. */
const silentTailSamples = speechSampleRate;

/**
 * Streams somebody's voice to the hub, which turns it into lines: this machine's microphone, or the
 * received track of a person who agreed to it. While muted nothing is sent: the count of samples goes
 * on, and the hub takes the gap for silence.
 */
export class SpeechStream {
  readonly #options: SpeechStreamOptions;
  #media: MediaStreamTrack;
  #capture: Promise<SpeechCapture | null>;
  readonly #waiting: { readonly firstSample: number; readonly samples: Float32Array }[] = [];
  #clock: SampleClock | null = null;
  #begun: Promise<string | null> | null = null;
  #stream: string | null = null;
  #silentTail = 0;
  #stopped = false;

  constructor(options: SpeechStreamOptions) {
    this.#options = options;
    this.#media = options.media;
    this.#capture = this.#listenTo(options.media);
  }

  /** Listens to another source from now on; the words go on in the same stream. */
  follow(media: MediaStreamTrack): void {
    if (this.#stopped || media === this.#media) return;
    this.#media = media;
    const before = this.#capture;
    const now = this.#listenTo(media);
    this.#capture = before.then(async (capture) => {
      await capture?.stop();
      return now;
    });
  }

  /** Resolves when the last words are final and written. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const capture = await this.#capture;
    await capture?.stop();
    const stream = await this.#begun;
    if (stream === null || stream === undefined) return;
    await this.#options.hub.request('speech.end', { stream });
  }

  /** Ends the stream; what was said and not sent yet is not sent any more. */
  discard(): Promise<void> {
    this.#waiting.length = 0;
    return this.stop();
  }

  /** Stops listening without a word to the hub, which does not know the stream any more. */
  abandon(): void {
    this.#stopped = true;
    this.#waiting.length = 0;
    void this.#capture.then((capture) => capture?.stop());
  }

  #listenTo(media: MediaStreamTrack): Promise<SpeechCapture | null> {
    return this.#options
      .capture(media, (samples) => {
        // What the source before still had to say would be counted twice.
        if (media === this.#media) this.#take(samples);
      })
      .catch((error: unknown) => {
        this.#fail(error);
        return null;
      });
  }

  #take(samples: Float32Array): void {
    if (this.#stopped) return;
    const now = this.#options.now();
    this.#clock ??= this.#begin(now, samples.length);
    const placed = placePiece(this.#clock, now, samples.length);
    this.#clock = placed.clock;
    if (!this.#isHeard(samples)) return;
    this.#waiting.push({ firstSample: placed.firstSample, samples });
    this.#flush();
  }

  /** Silences the piece while muted; false once the tail of silence is over. */
  #isHeard(samples: Float32Array): boolean {
    if (!this.#options.isMuted()) {
      this.#silentTail = 0;
      return true;
    }
    samples.fill(0);
    this.#silentTail += samples.length;
    return this.#silentTail <= silentTailSamples;
  }

  #begin(now: number, length: number): SampleClock {
    const clock = startClock(now, length);
    this.#begun = this.#options.hub
      .request('speech.begin', { ...this.#options.about, startedAt: clock.startedAt })
      .then(({ stream }) => {
        this.#stream = stream;
        this.#options.onBegun(stream);
        this.#flush();
        return stream;
      })
      .catch((error: unknown) => {
        this.#fail(error);
        return null;
      });
    return clock;
  }

  #flush(): void {
    if (this.#stream === null) return;
    for (const { firstSample, samples } of this.#waiting.splice(0)) {
      this.#options.hub.sendAudio(this.#stream, firstSample, samples);
    }
  }

  #fail(error: unknown): void {
    if (this.#stopped) return;
    this.abandon();
    this.#options.onFailed(error);
  }
}

/** Whether speech stopped for want of a model, which the person can do something about. */
export function isModelMissing(error: unknown): boolean {
  return error instanceof ConfabError && error.code === 'model-missing';
}
