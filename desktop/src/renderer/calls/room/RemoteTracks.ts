import {
  ConfabError,
  type ErrorCode,
  type ProducerInfo,
  type TrackSource,
} from '@confab/shared-types';
import type { types } from 'mediasoup-client';
import type { CallEnvironment } from './callEnvironment.ts';
import type { CallTrack, CallTracks } from './callState.ts';
import type { MediaTransports } from './MediaTransports.ts';
import { SerialQueue } from './SerialQueue.ts';
import type { SignalingClient } from './SignalingClient.ts';

export interface RemoteTracksOptions {
  readonly signaling: Pick<SignalingClient, 'request'>;
  readonly environment: CallEnvironment;
  /** What this session's tracks look like changed. */
  readonly onChange: (session: string) => void;
  readonly onTransportLost: () => void;
}

interface Received {
  readonly consumer: types.Consumer;
  readonly transports: MediaTransports;
  paused: boolean;
  layer: number | null;
}

/** How this window looks at one track; kept when the track is published anew. */
interface View {
  readonly visible: boolean;
  readonly layer: number | null;
}

interface Remote {
  info: ProducerInfo;
  readonly queue: SerialQueue;
  received: Received | null;
}

const seen: View = { visible: true, layer: null };
/** How long a track stays on the stage that its publisher has to send again. */
const lostTrackMs = 10_000;
const retryMs = 1000;

/** Errors after which asking again is of no use: the producer is gone, or never could be received. */
const final: ReadonlySet<ErrorCode> = new Set(['producer-unknown', 'cannot-consume', 'no-grant']);

/**
 * What the others publish, and what of it is received. Events say what there is, the user interface
 * says what it looks at; for each producer one queue brings its consumer in line with both.
 */
export class RemoteTracks {
  readonly #options: RemoteTracksOptions;
  readonly #remotes = new Map<string, Remote>();
  readonly #lost = new Map<string, ProducerInfo>();
  readonly #views = new Map<string, View>();
  #transports: MediaTransports | null = null;
  #cancelLostTimer: () => void = () => undefined;

  constructor(options: RemoteTracksOptions) {
    this.#options = options;
  }

  tracksOf(session: string): CallTracks {
    const tracks: { [S in TrackSource]?: CallTrack } = {};
    for (const info of this.#lost.values()) {
      if (info.session === session) tracks[info.source] = describe(info, null);
    }
    for (const { info, received } of this.#remotes.values()) {
      if (info.session !== session) continue;
      const current = received?.transports === this.#transports ? received : null;
      tracks[info.source] = describe(info, current?.consumer.track ?? null);
    }
    return tracks;
  }

  add(info: ProducerInfo): void {
    this.#lost.delete(trackKey(info));
    const remote = this.#remotes.get(info.producer) ?? {
      info,
      queue: new SerialQueue(),
      received: null,
    };
    remote.info = info;
    this.#remotes.set(info.producer, remote);
    this.#options.onChange(info.session);
    void this.#settle(remote);
  }

  update(info: ProducerInfo): void {
    const remote = this.#remotes.get(info.producer);
    if (!remote) return;
    remote.info = info;
    this.#options.onChange(info.session);
  }

  /** The server has closed what was received of it already. */
  remove(producer: string): void {
    const remote = this.#remotes.get(producer);
    if (!remote) return;
    this.#remotes.delete(producer);
    remote.received?.consumer.close();
    this.#options.onChange(remote.info.session);
  }

  removeSession(session: string): void {
    for (const [key, info] of this.#lost) if (info.session === session) this.#lost.delete(key);
    for (const { info } of [...this.#remotes.values()]) {
      if (info.session === session) this.remove(info.producer);
    }
  }

  /** The server closed a consumer; if its producer is still there it is received again. */
  consumerClosed(consumer: string): void {
    for (const remote of this.#remotes.values()) {
      if (remote.received?.consumer.id !== consumer) continue;
      remote.received.consumer.close();
      remote.received = null;
      this.#options.onChange(remote.info.session);
      void this.#settle(remote);
    }
  }

  /** These are the producers there are. */
  replaceAll(producers: readonly ProducerInfo[]): void {
    const kept = new Set(producers.map(({ producer }) => producer));
    for (const id of [...this.#remotes.keys()]) if (!kept.has(id)) this.remove(id);
    for (const info of producers) this.add(info);
  }

  /** All producers died with their worker: tiles stay a while for them to come back. */
  loseAll(): void {
    for (const { info } of this.#remotes.values()) this.#lost.set(trackKey(info), info);
    const sessions = new Set([...this.#lost.values()].map(({ session }) => session));
    this.#remotes.clear();
    for (const session of sessions) this.#options.onChange(session);
    this.#cancelLostTimer();
    this.#cancelLostTimer = this.#options.environment.setTimer(() => {
      this.#lost.clear();
      for (const session of sessions) this.#options.onChange(session);
    }, lostTrackMs);
  }

  view(session: string, source: TrackSource, change: Partial<View>): void {
    const key = `${session}/${source}`;
    this.#views.set(key, { ...(this.#views.get(key) ?? seen), ...change });
    for (const remote of this.#remotes.values()) {
      if (remote.info.session === session && remote.info.source === source) {
        void this.#settle(remote);
      }
    }
  }

  /** Receives everything over these from now on; resolves when it was tried. Null: over none. */
  async use(transports: MediaTransports | null): Promise<void> {
    this.#transports = transports;
    if (!transports) return;
    // Hearing comes before seeing.
    const inOrder = [...this.#remotes.values()].sort((a, b) =>
      a.info.kind.localeCompare(b.info.kind),
    );
    await Promise.all(inOrder.map((remote) => this.#settle(remote)));
  }

  close(): void {
    this.#transports = null;
    this.#cancelLostTimer();
    this.#lost.clear();
    this.#remotes.clear();
  }

  #settle(remote: Remote): Promise<void> {
    return remote.queue.run(() => this.#bringInLine(remote));
  }

  async #bringInLine(remote: Remote): Promise<void> {
    const transports = this.#transports;
    if (!transports) return;
    const current = () =>
      this.#transports === transports && this.#remotes.get(remote.info.producer) === remote;
    try {
      while (current() && (await this.#step(remote, transports)));
    } catch (error) {
      if (current()) this.#onFailure(remote, error);
    }
    if (!current()) remote.received?.consumer.close();
  }

  /** Does one thing that is missing; false when nothing is. */
  async #step(remote: Remote, transports: MediaTransports): Promise<boolean> {
    const { info } = remote;
    const received = remote.received?.transports === transports ? remote.received : null;
    if (!received || received.consumer.closed) {
      remote.received = await this.#consume(info.producer, transports);
      this.#options.onChange(info.session);
      return true;
    }
    const view = this.#views.get(`${info.session}/${info.source}`) ?? seen;
    const { signaling } = this.#options;
    const consumer = received.consumer.id;
    const paused = info.kind === 'video' && !view.visible;
    if (info.kind === 'video' && view.layer !== null && view.layer !== received.layer) {
      await signaling.request('setPreferredLayers', { consumer, spatialLayer: view.layer });
      received.layer = view.layer;
      return true;
    }
    if (paused !== received.paused) {
      await signaling.request(paused ? 'pauseConsumer' : 'resumeConsumer', { consumer });
      received.paused = paused;
      return true;
    }
    return false;
  }

  async #consume(producer: string, transports: MediaTransports): Promise<Received> {
    const transport = await transports.get('receive');
    const answer = await this.#options.signaling.request('consume', {
      producer,
      transport: transport.id,
    });
    const consumer = await transport.consume({
      id: answer.consumer,
      producerId: answer.producer,
      kind: answer.kind,
      // mediasoup's own form, passed through by the contract.
      rtpParameters: answer.rtpParameters as unknown as types.RtpParameters,
    });
    return { consumer, transports, paused: true, layer: null };
  }

  #onFailure(remote: Remote, error: unknown): void {
    const code = error instanceof ConfabError ? error.code : null;
    // A new session or new media is on its way and brings all of it in line.
    if (code === 'session-expired' || code === 'cancelled' || code === 'media-unavailable') return;
    if (code === 'transport-unknown') return this.#options.onTransportLost();
    this.#options.environment.warn(`receiving ${remote.info.source}`, error);
    if (code !== null && final.has(code)) return;
    if (code === 'consumer-unknown') remote.received = null;
    this.#options.environment.setTimer(() => void this.#settle(remote), retryMs);
  }
}

function describe(info: ProducerInfo, media: MediaStreamTrack | null): CallTrack {
  const { session, source, track, kind, paused } = info;
  return { session, source, track, kind, muted: paused, media };
}

function trackKey({ session, track }: ProducerInfo): string {
  return `${session}/${track}`;
}
