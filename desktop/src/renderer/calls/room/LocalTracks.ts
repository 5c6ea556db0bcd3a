import {
  ConfabError,
  type ErrorCode,
  type Grants,
  type ProducerInfo,
  type TrackSource,
} from '@confab/shared-types';
import type { types } from 'mediasoup-client';
import type { CallEnvironment } from './callEnvironment.ts';
import type { Publication } from './callState.ts';
import { everyLayer } from './encodings.ts';
import { mayPublish } from './mayPublish.ts';
import type { MediaTransports } from './MediaTransports.ts';
import { SentTrack } from './SentTrack.ts';
import { SerialQueue } from './SerialQueue.ts';
import type { SignalingClient } from './SignalingClient.ts';
import { Timers } from './Timers.ts';

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
  readonly #sent = new Map<TrackSource, SentTrack>();
  readonly #queues = new Map<TrackSource, SerialQueue>();
  /** By producer, the highest layer that anybody watches; said of a producer maybe before it is known. */
  readonly #layersWanted = new Map<string, number>();
  readonly #timers: Timers;
  #grants: Grants | null = null;
  #transports: MediaTransports | null = null;

  constructor(options: LocalTracksOptions) {
    this.#options = options;
    this.#timers = new Timers(options.environment);
  }

  get wanted(): ReadonlyMap<TrackSource, Pick<Wanted, 'track' | 'media' | 'muted'>> {
    return this.#wanted;
  }

  /** What is sent over the transports in use. */
  get sent(): readonly { readonly source: TrackSource; readonly producer: types.Producer }[] {
    return [...this.#sent].flatMap(([source, { producer, transports }]) =>
      transports === this.#transports && !producer.closed ? [{ source, producer }] : [],
    );
  }

  publish({ source, track, media, muted = false }: Publication): Promise<void> {
    if (!mayPublish(this.#grants, source)) {
      return Promise.reject(new ConfabError('no-grant', source));
    }
    this.#wanted.get(source)?.sent.reject(new ConfabError('cancelled'));
    // A screen is read: the encoder keeps it sharp rather than smooth, unless told otherwise.
    if (source === 'screen_share' && media.contentHint === '') media.contentHint = 'detail';
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

  /** What may be sent from now on; what may not is closed, and whoever still waits for it told. */
  allow(grants: Grants): void {
    this.#grants = grants;
    for (const [source, { sent }] of [...this.#wanted]) {
      if (mayPublish(grants, source)) continue;
      this.#wanted.delete(source);
      sent.reject(new ConfabError('no-grant', source));
      void this.#changed(source);
    }
  }

  /** A host muted it at the server already; unmuting is the person's own doing. */
  mutedByHost(source: TrackSource): void {
    const sent = this.#sent.get(source);
    if (sent) sent.muted = true;
    void this.setMuted(source, true);
  }

  /** The layers above this one nobody watches; -1: nobody watches any. */
  layersWanted(producer: string, spatialLayer: number): void {
    this.#layersWanted.set(producer, spatialLayer);
    for (const source of this.#wanted.keys()) void this.#settle(source);
  }

  /**
   * The server's view of what is sent, after events were missed: what a host muted is muted, and all
   * layers are sent until it says which are watched. False: something is missing there.
   */
  reconcile(producers: readonly ProducerInfo[]): boolean {
    const known = new Map(producers.map((info) => [info.producer, info]));
    this.#layersWanted.clear();
    for (const { source, producer } of this.sent) {
      const sent = this.#sent.get(source);
      const info = known.get(producer.id);
      if (!sent || !info) return false;
      if (info.paused && !sent.muted) this.mutedByHost(source);
      sent.muted = info.paused;
      void this.#settle(source);
    }
    return true;
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
    this.#timers.close();
    this.#layersWanted.clear();
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
    else if (wanted && !sent) {
      const { signaling } = this.#options;
      const made = await SentTrack.produce({ source, ...wanted }, transports, signaling);
      this.#sent.set(source, made);
    } else if (wanted && sent && wanted.media !== sent.producer.track) {
      await sent.producer.replaceTrack({ track: wanted.media });
    } else if (wanted && sent && wanted.muted !== sent.muted) {
      await sent.tellMuted(wanted.muted);
    } else if (sent && sent.layers !== this.#layersOf(sent)) {
      await sent.limitLayers(this.#layersOf(sent));
    } else {
      wanted?.sent.resolve();
      return false;
    }
    return true;
  }

  async #stop(source: TrackSource, sent: SentTrack): Promise<void> {
    this.#sent.delete(source);
    this.#layersWanted.delete(sent.producer.id);
    await sent.stop();
  }

  #layersOf({ producer }: SentTrack): number {
    if (producer.kind === 'audio') return everyLayer;
    return this.#layersWanted.get(producer.id) ?? everyLayer;
  }

  #onFailure(source: TrackSource, error: unknown): void {
    const code = error instanceof ConfabError ? error.code : null;
    // A new session or new media is on its way and brings all of it in line.
    if (code === 'session-expired' || code === 'cancelled' || code === 'media-unavailable') return;
    if (code === 'transport-unknown') return this.#options.onTransportLost();
    if (code === 'producer-unknown') {
      // The server closed this one alone: it is sent again, unless its end is on the way here.
      this.#sent.get(source)?.producer.close();
      this.#sent.delete(source);
      this.#timers.set(() => void this.#settle(source), retryMs);
      return;
    }
    if (code !== null && !final.has(code)) {
      this.#options.environment.warn(`publishing ${source}`, error);
      this.#timers.set(() => void this.#settle(source), retryMs);
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
