import { ConfabError, type ErrorCode, type TrackSource } from '@confab/shared-types';
import type { types } from 'mediasoup-client';
import type { CallEnvironment } from './callEnvironment.ts';
import type { Publication } from './callState.ts';
import { encodingsOf } from './encodings.ts';
import type { MediaTransports, ProducerAppData } from './MediaTransports.ts';
import { SerialQueue } from './SerialQueue.ts';
import type { SignalingClient } from './SignalingClient.ts';

export interface LocalTracksOptions {
  readonly signaling: Pick<SignalingClient, 'request'>;
  readonly environment: CallEnvironment;
  /** What is published changed, as seen from here. */
  readonly onChange: () => void;
  readonly onTransportLost: () => void;
}

/** What the person wants to send from one source. */
interface Wanted {
  readonly track: string;
  media: MediaStreamTrack;
  muted: boolean;
  /** Settles when the server has it, or will not. */
  readonly sent: PromiseWithResolvers<void>;
}

/** What is sent from it. `muted` is what the server was told. */
interface Sent {
  readonly track: string;
  readonly producer: types.Producer;
  readonly transports: MediaTransports;
  muted: boolean;
}

/** Errors that the same request would get again. */
const final: ReadonlySet<ErrorCode> = new Set([
  'no-grant',
  'malformed-message',
  'message-too-large',
  'too-many-requests',
]);
const retryMs = 1000;

/**
 * What this client publishes. Callers say what they want, at any time and as fast as they like; for
 * each source one queue brings what is sent in line with it, and does so again on new transports.
 */
export class LocalTracks {
  readonly #options: LocalTracksOptions;
  readonly #wanted = new Map<TrackSource, Wanted>();
  readonly #sent = new Map<TrackSource, Sent>();
  readonly #queues = new Map<TrackSource, SerialQueue>();
  #transports: MediaTransports | null = null;

  constructor(options: LocalTracksOptions) {
    this.#options = options;
  }

  get wanted(): ReadonlyMap<TrackSource, Pick<Wanted, 'track' | 'media' | 'muted'>> {
    return this.#wanted;
  }

  /** Ids of the producers that are sent over the transports in use. */
  get producers(): readonly string[] {
    return [...this.#sent.values()]
      .filter(({ transports }) => transports === this.#transports)
      .map(({ producer }) => producer.id);
  }

  publish({ source, track, media, muted = false }: Publication): Promise<void> {
    this.#wanted.get(source)?.sent.reject(new ConfabError('cancelled'));
    const sent = Promise.withResolvers<void>();
    if (muted) media.enabled = false;
    this.#wanted.set(source, { track, media, muted, sent });
    void this.#changed(source);
    return sent.promise;
  }

  unpublish(source: TrackSource): Promise<void> {
    const wanted = this.#wanted.get(source);
    if (!wanted) return Promise.resolve();
    wanted.sent.reject(new ConfabError('cancelled'));
    this.#wanted.delete(source);
    return this.#changed(source);
  }

  /** Silence is immediate here; the promise is about the server knowing. */
  setMuted(source: TrackSource, muted: boolean): Promise<void> {
    const wanted = this.#wanted.get(source);
    if (!wanted) return Promise.resolve();
    wanted.muted = muted;
    wanted.media.enabled = !muted;
    return this.#changed(source);
  }

  replaceTrack(source: TrackSource, media: MediaStreamTrack): Promise<void> {
    const wanted = this.#wanted.get(source);
    if (!wanted) return Promise.reject(new ConfabError('not-found', source));
    wanted.media = media;
    media.enabled = !wanted.muted;
    return this.#changed(source);
  }

  /** Sends everything over these from now on; resolves when it was tried. Null: over none. */
  async use(transports: MediaTransports | null): Promise<void> {
    this.#transports = transports;
    if (!transports) return;
    await Promise.all([...this.#wanted.keys()].map((source) => this.#settle(source)));
  }

  /** Nothing is wanted any more; whoever still waits is told. */
  close(): void {
    this.#transports = null;
    for (const { sent } of this.#wanted.values()) sent.reject(new ConfabError('cancelled'));
    this.#wanted.clear();
    this.#sent.clear();
  }

  #changed(source: TrackSource): Promise<void> {
    this.#options.onChange();
    return this.#settle(source);
  }

  #settle(source: TrackSource): Promise<void> {
    const queue = this.#queues.get(source) ?? new SerialQueue();
    this.#queues.set(source, queue);
    return queue.run(() => this.#bringInLine(source));
  }

  async #bringInLine(source: TrackSource): Promise<void> {
    const transports = this.#transports;
    if (!transports) return;
    try {
      while (this.#transports === transports && (await this.#step(source, transports)));
    } catch (error) {
      if (this.#transports === transports) this.#onFailure(source, error);
    }
  }

  /** Does one thing that is missing; false when nothing is. */
  async #step(source: TrackSource, transports: MediaTransports): Promise<boolean> {
    const wanted = this.#wanted.get(source);
    const known = this.#sent.get(source);
    const sent = known?.transports === transports && !known.producer.closed ? known : undefined;
    if (sent && sent.track !== wanted?.track) await this.#stop(source, sent);
    else if (wanted && !sent)
      this.#sent.set(source, await this.#produce(source, wanted, transports));
    else if (wanted && sent && wanted.media !== sent.producer.track) {
      await sent.producer.replaceTrack({ track: wanted.media });
    } else if (wanted && sent && wanted.muted !== sent.muted) await this.#tellMuted(wanted, sent);
    else {
      wanted?.sent.resolve();
      return false;
    }
    return true;
  }

  async #produce(
    source: TrackSource,
    { track, media, muted }: Wanted,
    transports: MediaTransports,
  ): Promise<Sent> {
    const transport = await transports.get('send');
    const appData: ProducerAppData = { track, source, paused: muted };
    // Muting is done here on the tracks: the library must not do it too, nor stop what is not its own.
    const producer = await transport.produce({
      track: media,
      ...encodingsOf[source],
      stopTracks: false,
      disableTrackOnPause: false,
      appData,
    });
    return { track, producer, transports, muted };
  }

  async #stop(source: TrackSource, { producer }: Sent): Promise<void> {
    this.#sent.delete(source);
    producer.close();
    try {
      await this.#options.signaling.request('closeProducer', { producer: producer.id });
    } catch (error) {
      if (!(error instanceof ConfabError && error.code === 'producer-unknown')) throw error;
    }
  }

  async #tellMuted(wanted: Wanted, sent: Sent): Promise<void> {
    const { muted } = wanted;
    const request = muted ? 'pauseProducer' : 'resumeProducer';
    await this.#options.signaling.request(request, { producer: sent.producer.id });
    sent.muted = muted;
  }

  #onFailure(source: TrackSource, error: unknown): void {
    const code = error instanceof ConfabError ? error.code : null;
    // A new session or new media is on its way and brings all of it in line.
    if (code === 'session-expired' || code === 'cancelled' || code === 'media-unavailable') return;
    if (code === 'transport-unknown' || code === 'producer-unknown') {
      return this.#options.onTransportLost();
    }
    if (code !== null && !final.has(code)) {
      this.#options.environment.warn(`publishing ${source}`, error);
      this.#options.environment.setTimer(() => void this.#settle(source), retryMs);
      return;
    }
    // Refused, or a track that had ended: nothing to send, and its publisher is told.
    const wanted = this.#wanted.get(source);
    if (!wanted) return;
    this.#wanted.delete(source);
    wanted.sent.reject(error);
    this.#options.onChange();
    void this.#settle(source);
  }
}
