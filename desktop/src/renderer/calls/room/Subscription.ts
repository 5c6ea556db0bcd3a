import { ConfabError, type ErrorCode, type ProducerInfo } from '@confab/shared-types';
import type { types } from 'mediasoup-client';
import type { CallEnvironment } from './callEnvironment.ts';
import type { CallTrack } from './callState.ts';
import type { MediaTransports } from './MediaTransports.ts';
import { SerialQueue } from './SerialQueue.ts';
import type { SignalingClient } from './SignalingClient.ts';
import type { Timers } from './Timers.ts';

/** How this window looks at one track; kept when the track is published anew. */
export interface View {
  readonly visible: boolean;
  readonly layer: number | null;
  readonly priority: number;
}
export const plainView: View = { visible: true, layer: null, priority: 1 };

/** What all subscriptions of a call have in common. */
export interface Receiving {
  readonly signaling: Pick<SignalingClient, 'request'>;
  readonly environment: CallEnvironment;
  readonly timers: Timers;
  /** What is received over now; null: nothing can be. */
  readonly transports: () => MediaTransports | null;
  readonly viewOf: (info: ProducerInfo) => View;
  readonly audioOnly: () => boolean;
  /** What this session's tracks look like changed. */
  readonly onChange: (session: string) => void;
  readonly onTransportLost: () => void;
}

interface Received {
  readonly consumer: types.Consumer;
  readonly transports: MediaTransports;
  paused: boolean;
  layer: number | null;
  priority: number;
  /** The server said last that no layer gets through. */
  starved: boolean;
}

/** Errors after which asking again is of no use: the producer is gone, or never could be received. */
const final: ReadonlySet<ErrorCode> = new Set(['producer-unknown', 'cannot-consume', 'no-grant']);
const longestRetryMs = 15_000;
/** Tiles move and change size in flocks: what the last of it comes to is asked for. */
const viewSettlesMs = 250;

/**
 * One producer of somebody else and how it is received: a queue of its own brings its consumer in
 * line with what the server announced and the user interface looks at, and tries again when it fails.
 */
export class Subscription {
  #info: ProducerInfo;
  readonly #receiving: Receiving;
  readonly #queue = new SerialQueue();
  #received: Received | null = null;
  #failures = 0;
  #cancelRetry: (() => void) | null = null;
  #cancelViewTimer: (() => void) | null = null;
  #closed = false;

  constructor(info: ProducerInfo, receiving: Receiving) {
    this.#info = info;
    this.#receiving = receiving;
  }

  get info(): ProducerInfo {
    return this.#info;
  }

  /** What is received of it over the transports in use. */
  get consumer(): types.Consumer | null {
    return this.#current?.consumer ?? null;
  }

  /** It ought to be a moving picture. */
  get isWatched(): boolean {
    return !this.#info.paused && this.#received !== null && this.#isSeen;
  }

  /** It is watched, but the connection is too weak for it. */
  get held(): boolean {
    return this.isWatched && this.#current?.starved === true && !this.#current.paused;
  }

  get track(): CallTrack {
    const { session, source, track, kind, paused } = this.#info;
    const shown = kind === 'audio' || !this.#receiving.audioOnly();
    const media = shown ? (this.consumer?.track ?? null) : null;
    return { session, source, track, kind, muted: paused, media, held: this.held };
  }

  update(info: ProducerInfo): void {
    this.#info = info;
  }

  /** Rejects with nothing: what fails is tried again. */
  settle(): Promise<void> {
    return this.#queue.run(() => this.#bringInLine());
  }

  /** What comes into view is asked for at once, the rest when it stopped changing. */
  viewChanged(urgent: boolean): void {
    if (urgent) return void this.settle();
    this.#cancelViewTimer ??= this.#receiving.timers.set(() => {
      this.#cancelViewTimer = null;
      void this.settle();
    }, viewSettlesMs);
  }

  /** The server closed its consumer; the producer may still be there and is received again. */
  lost(): void {
    this.#received?.consumer.close();
    this.#received = null;
    // Mostly the word that its producer is gone follows.
    this.#retryIn(viewSettlesMs);
  }

  /** Whether the server lets no layer through to its consumer, for want of bandwidth. */
  setStarved(starved: boolean): void {
    if (this.#received) this.#received.starved = starved;
  }

  /** The producer is gone, or all of the call is. */
  close(): void {
    this.#closed = true;
    this.#cancelRetry?.();
    this.#cancelViewTimer?.();
    this.#received?.consumer.close();
    this.#received = null;
  }

  get #isSeen(): boolean {
    if (this.#info.kind === 'audio') return true;
    return this.#receiving.viewOf(this.#info).visible && !this.#receiving.audioOnly();
  }

  get #current(): Received | null {
    const received = this.#received;
    if (!received || received.consumer.closed) return null;
    return received.transports === this.#receiving.transports() ? received : null;
  }

  async #bringInLine(): Promise<void> {
    const transports = this.#receiving.transports();
    if (!transports) return;
    const current = () => !this.#closed && this.#receiving.transports() === transports;
    this.#cancelRetry?.();
    try {
      while (current() && (await this.#step(transports)));
      this.#failures = 0;
    } catch (error) {
      if (current()) this.#onFailure(error);
    }
    if (this.#closed) this.close();
  }

  /** Does one thing that is missing; false when nothing is. */
  async #step(transports: MediaTransports): Promise<boolean> {
    const received = this.#current;
    if (!received) {
      this.#received = await this.#consume(transports);
      this.#changed();
      return true;
    }
    const { signaling } = this.#receiving;
    const consumer = received.consumer.id;
    const { layer, priority } = this.#receiving.viewOf(this.#info);
    const isVideo = this.#info.kind === 'video';
    const paused = !this.#isSeen;
    if (isVideo && layer !== null && layer !== received.layer) {
      await signaling.request('setPreferredLayers', { consumer, spatialLayer: layer });
      received.layer = layer;
    } else if (isVideo && priority !== received.priority) {
      await signaling.request('setPriority', { consumer, priority });
      received.priority = priority;
    } else if (paused !== received.paused) {
      await signaling.request(paused ? 'pauseConsumer' : 'resumeConsumer', { consumer });
      received.paused = paused;
      this.#changed();
    } else return false;
    return true;
  }

  async #consume(transports: MediaTransports): Promise<Received> {
    const transport = await transports.get('receive');
    const answer = await this.#receiving.signaling.request('consume', {
      producer: this.#info.producer,
      transport: transport.id,
    });
    const consumer = await transport.consume({
      id: answer.consumer,
      producerId: answer.producer,
      kind: answer.kind,
      // mediasoup's own form, passed through by the contract.
      rtpParameters: answer.rtpParameters as unknown as types.RtpParameters,
    });
    return { consumer, transports, paused: true, layer: null, priority: 1, starved: false };
  }

  #changed(): void {
    if (!this.#closed) this.#receiving.onChange(this.#info.session);
  }

  #onFailure(error: unknown): void {
    const { environment, onTransportLost } = this.#receiving;
    const code = error instanceof ConfabError ? error.code : null;
    // A new session or new media is on its way and brings all of it in line.
    if (code === 'session-expired' || code === 'cancelled' || code === 'media-unavailable') return;
    if (code === 'transport-unknown') return onTransportLost();
    environment.warn(`receiving ${this.#info.source}`, error);
    if (code !== null && final.has(code)) return;
    if (code === 'consumer-unknown') this.#received = null;
    this.#failures += 1;
    const wait = Math.min(longestRetryMs, 500 * 2 ** (this.#failures - 1));
    this.#retryIn(wait * (0.75 + 0.5 * environment.random()));
  }

  #retryIn(milliseconds: number): void {
    this.#cancelRetry?.();
    this.#cancelRetry = this.#receiving.timers.set(() => void this.settle(), milliseconds);
  }
}
