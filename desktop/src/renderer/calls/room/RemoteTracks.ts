import type { ProducerInfo, TrackSource } from '@confab/shared-types';
import type { types } from 'mediasoup-client';
import type { CallEnvironment } from './callEnvironment.ts';
import type { CallTrack, CallTracks } from './callState.ts';
import type { MediaTransports } from './MediaTransports.ts';
import type { SignalingClient } from './SignalingClient.ts';
import { plainView, Subscription, type Receiving, type View } from './Subscription.ts';
import { Timers } from './Timers.ts';

export interface RemoteTracksOptions {
  readonly signaling: Pick<SignalingClient, 'request'>;
  readonly environment: CallEnvironment;
  readonly onChange: (session: string) => void;
  readonly onTransportLost: () => void;
}

/** How long a track stays on the stage that its publisher has to send again. */
const lostTrackMs = 10_000;

/**
 * What the others publish, and what of it is received: events say what there is, the user interface
 * says what it looks at.
 */
export class RemoteTracks {
  readonly #options: RemoteTracksOptions;
  readonly #receiving: Receiving;
  readonly #timers: Timers;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #lost = new Map<string, ProducerInfo>();
  readonly #views = new Map<string, View>();
  #transports: MediaTransports | null = null;
  #audioOnly = false;
  /** Producers of which an event told since it was asked which there are; null: not asked. */
  #heardOf: Set<string> | null = null;
  #cancelLostTimer: () => void = () => undefined;

  constructor(options: RemoteTracksOptions) {
    this.#options = options;
    this.#timers = new Timers(options.environment);
    this.#receiving = {
      ...options,
      timers: this.#timers,
      transports: () => this.#transports,
      viewOf: ({ session, source }) => this.#views.get(viewKey(session, source)) ?? plainView,
      audioOnly: () => this.#audioOnly,
    };
  }

  tracksOf(session: string): CallTracks {
    const tracks: { [S in TrackSource]?: CallTrack } = {};
    for (const info of this.#lost.values()) {
      if (info.session === session) tracks[info.source] = stillTrack(info);
    }
    for (const { info, track } of this.#subscriptions.values()) {
      if (info.session === session) tracks[info.source] = track;
    }
    return tracks;
  }

  /** Of the pictures that ought to move: how many there are, and how many the connection holds. */
  get pictures(): { readonly watched: number; readonly held: number } {
    const pictures = [...this.#subscriptions.values()].filter(({ info }) => info.kind === 'video');
    return {
      watched: pictures.filter(({ isWatched }) => isWatched).length,
      held: pictures.filter(({ held }) => held).length,
    };
  }

  get received(): readonly { readonly info: ProducerInfo; readonly consumer: types.Consumer }[] {
    return [...this.#subscriptions.values()].flatMap(({ info, consumer }) =>
      consumer ? [{ info, consumer }] : [],
    );
  }

  add(info: ProducerInfo): void {
    this.#heardOf?.add(info.producer);
    this.#lost.delete(trackKey(info));
    const known = this.#subscriptions.get(info.producer);
    known?.update(info);
    const subscription = known ?? new Subscription(info, this.#receiving);
    this.#subscriptions.set(info.producer, subscription);
    this.#options.onChange(info.session);
    void subscription.settle();
  }

  update(info: ProducerInfo): void {
    this.#heardOf?.add(info.producer);
    const subscription = this.#subscriptions.get(info.producer);
    if (!subscription) return;
    subscription.update(info);
    this.#options.onChange(info.session);
  }

  /** The server has closed what was received of it already. */
  remove(producer: string): void {
    this.#heardOf?.add(producer);
    const subscription = this.#subscriptions.get(producer);
    if (!subscription) return;
    this.#subscriptions.delete(producer);
    subscription.close();
    this.#options.onChange(subscription.info.session);
  }

  removeSession(session: string): void {
    for (const [key, info] of this.#lost) if (info.session === session) this.#lost.delete(key);
    for (const key of this.#views.keys()) {
      if (key.startsWith(`${session}/`)) this.#views.delete(key);
    }
    for (const { info } of [...this.#subscriptions.values()]) {
      if (info.session === session) this.remove(info.producer);
    }
  }

  /** The server closed a consumer; if its producer is still there it is received again. */
  consumerClosed(consumer: string): void {
    const subscription = this.#subscriptionOf(consumer);
    if (!subscription) return;
    subscription.lost();
    this.#options.onChange(subscription.info.session);
  }

  /** The layer that the bandwidth lets through to a consumer; null: none. */
  consumerLayers(consumer: string, spatialLayer: number | null): void {
    const subscription = this.#subscriptionOf(consumer);
    if (!subscription) return;
    subscription.setStarved(spatialLayer === null);
    this.#options.onChange(subscription.info.session);
  }

  /** These were the producers when `asked` was; what was heard of some since then is newer. */
  async announce(asked: () => Promise<readonly ProducerInfo[]>): Promise<void> {
    const heardOf = new Set<string>();
    this.#heardOf = heardOf;
    try {
      const producers = await asked();
      if (this.#heardOf !== heardOf) return;
      const known = [...this.#subscriptions.values()].map(({ info }) => info);
      this.#heardOf = null;
      this.replaceAll([
        ...producers.filter(({ producer }) => !heardOf.has(producer)),
        ...known.filter(({ producer }) => heardOf.has(producer)),
      ]);
    } finally {
      if (this.#heardOf === heardOf) this.#heardOf = null;
    }
  }

  /** These are the producers there are; what was told of consumers meanwhile is not known. */
  replaceAll(producers: readonly ProducerInfo[]): void {
    const heardOf = this.#heardOf;
    this.#heardOf = null;
    heardOf?.clear();
    const kept = new Set(producers.map(({ producer }) => producer));
    for (const id of [...this.#subscriptions.keys()]) if (!kept.has(id)) this.remove(id);
    for (const info of producers) {
      this.#subscriptions.get(info.producer)?.setStarved(false);
      this.add(info);
    }
    this.#heardOf = heardOf;
  }

  /** All producers died with their worker: tiles stay a while for them to come back. */
  loseAll(): void {
    for (const { info } of this.#subscriptions.values()) this.#lost.set(trackKey(info), info);
    const sessions = new Set([...this.#lost.values()].map(({ session }) => session));
    for (const subscription of this.#subscriptions.values()) subscription.close();
    this.#subscriptions.clear();
    for (const session of sessions) this.#options.onChange(session);
    this.#cancelLostTimer();
    this.#cancelLostTimer = this.#timers.set(() => {
      this.#lost.clear();
      for (const session of sessions) this.#options.onChange(session);
    }, lostTrackMs);
  }

  view(session: string, source: TrackSource, change: Partial<View>): void {
    const key = viewKey(session, source);
    const before = this.#views.get(key) ?? plainView;
    const after = { ...before, ...change };
    this.#views.set(key, after);
    for (const subscription of this.#subscriptions.values()) {
      const { info } = subscription;
      if (info.session !== session || info.source !== source) continue;
      subscription.viewChanged(after.visible && !before.visible);
    }
  }

  /** Pictures are received no more, or again. */
  setAudioOnly(audioOnly: boolean): void {
    if (this.#audioOnly === audioOnly) return;
    this.#audioOnly = audioOnly;
    for (const subscription of this.#subscriptions.values()) {
      if (subscription.info.kind !== 'video') continue;
      this.#options.onChange(subscription.info.session);
      void subscription.settle();
    }
  }

  /** Receives everything over these from now on; resolves when it was tried. Null: over none. */
  async use(transports: MediaTransports | null): Promise<void> {
    this.#transports = transports;
    if (!transports) return;
    // Hearing comes before seeing.
    const inOrder = [...this.#subscriptions.values()].sort((a, b) =>
      a.info.kind.localeCompare(b.info.kind),
    );
    await Promise.all(inOrder.map((subscription) => subscription.settle()));
  }

  close(): void {
    this.#transports = null;
    this.#timers.close();
    for (const subscription of this.#subscriptions.values()) subscription.close();
    this.#subscriptions.clear();
    this.#lost.clear();
    this.#views.clear();
  }

  #subscriptionOf(consumer: string): Subscription | undefined {
    return [...this.#subscriptions.values()].find((known) => known.consumer?.id === consumer);
  }
}

/** A track that its publisher has to send again. */
function stillTrack({ session, source, track, kind, paused }: ProducerInfo): CallTrack {
  return { session, source, track, kind, muted: paused, media: null, held: false };
}

const trackKey = ({ session, track }: ProducerInfo) => `${session}/${track}`;
const viewKey = (session: string, source: TrackSource) => `${session}/${source}`;
