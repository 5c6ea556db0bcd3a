import {
  ConfabError,
  type ErrorCode,
  type SignalingEvent,
  type SignalingRequestOk,
  type TrackSource,
} from '@confab/shared-types';
import type { types } from 'mediasoup-client';
import { browserEnvironment, type CallEnvironment } from './callEnvironment.ts';
import type {
  Call,
  CallEndReason,
  CallState,
  CallTicket,
  CallTrack,
  DataMessage,
  Publication,
} from './callState.ts';
import { LocalTracks } from './LocalTracks.ts';
import { MediaTransports } from './MediaTransports.ts';
import { RemoteTracks } from './RemoteTracks.ts';
import { SignalingClient } from './SignalingClient.ts';
import { joiningState, withoutPeer, withPeer, withPeers, withTracks } from './updateCallState.ts';

export type * from './callState.ts';

export interface CallClientOptions {
  readonly ticket: CallTicket;
  /** Asked for a new ticket when the session could not be resumed (over 30 s away). */
  readonly refreshTicket: () => Promise<CallTicket>;
  readonly environment?: CallEnvironment;
}

/** New transports are not made more often than this, whatever breaks them. */
const rebuildEveryMs = 1000;

/**
 * One call: who is in it, what is sent and received, over a signalling session and two transports
 * that are both replaced as needed. Without devices of its own: tracks come from its user.
 */
export class CallClient implements Call {
  readonly #environment: CallEnvironment;
  readonly #signaling: SignalingClient;
  readonly #local: LocalTracks;
  readonly #remote: RemoteTracks;
  readonly #listeners = new Set<() => void>();
  readonly #dataListeners = new Set<(message: DataMessage) => void>();
  #state: CallState = joiningState;
  #device: Promise<types.Device> | null = null;
  #iceServers: RTCIceServer[] = [];
  #transports: MediaTransports | null = null;
  #transportsConnected = true;
  #mediaReady = false;
  #rebuiltAt = Number.NEGATIVE_INFINITY;
  #cancelRebuild: (() => void) | null = null;
  #shuttingDown = false;

  /** Starts joining and returns at once, in phase `joining`. */
  static join(options: CallClientOptions): CallClient {
    return new CallClient(options);
  }

  private constructor({ ticket, refreshTicket, environment }: CallClientOptions) {
    this.#environment = environment ?? browserEnvironment;
    this.#signaling = new SignalingClient({
      ticket,
      refreshTicket,
      environment: this.#environment,
      onJoined: (joined) => void this.#onJoined(joined),
      onResumed: (resumed) => this.#onResumed(resumed),
      onDisconnected: () => this.#updatePhase(),
      onEvent: (event) => this.#onEvent(event),
      onFailed: (error) => {
        if (this.#shuttingDown) this.#end('shutting-down', null);
        else this.#end('failed', error);
      },
    });
    const shared = {
      signaling: this.#signaling,
      environment: this.#environment,
      onTransportLost: () => this.#rebuildSoon(),
    };
    this.#local = new LocalTracks({ ...shared, onChange: () => this.#showLocalTracks() });
    this.#remote = new RemoteTracks({
      ...shared,
      onChange: (session) => this.#showRemoteTracks(session),
    });
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  getState(): CallState {
    return this.#state;
  }

  publish(publication: Publication): Promise<void> {
    if (this.#ended) return Promise.reject(new ConfabError('cancelled'));
    return this.#local.publish(publication);
  }

  unpublish(source: TrackSource): Promise<void> {
    return this.#local.unpublish(source);
  }

  setMuted(source: TrackSource, muted: boolean): Promise<void> {
    return this.#local.setMuted(source, muted);
  }

  replaceTrack(source: TrackSource, media: MediaStreamTrack): Promise<void> {
    return this.#local.replaceTrack(source, media);
  }

  setPreferredLayers(session: string, source: TrackSource, spatialLayer: number): void {
    this.#remote.view(session, source, { layer: spatialLayer });
  }

  setVisible(session: string, source: TrackSource, visible: boolean): void {
    this.#remote.view(session, source, { visible });
  }

  async sendData(topic: string, payload: unknown): Promise<void> {
    if (!this.#signaling.connected) throw new ConfabError('not-connected');
    await this.#signaling.request('sendData', { topic, payload });
  }

  onData(listener: (message: DataMessage) => void): () => void {
    this.#dataListeners.add(listener);
    return () => this.#dataListeners.delete(listener);
  }

  async setTranscription(on: boolean): Promise<void> {
    await this.#signaling.request('setTranscription', { on });
  }

  async raiseHand(raised: boolean): Promise<void> {
    await this.#signaling.request('raiseHand', { raised });
  }

  serverNow(): number | null {
    return this.#signaling.serverNow();
  }

  leave(): void {
    this.#end('left', null);
  }

  get #ended(): boolean {
    return this.#state.phase === 'ended';
  }

  async #onJoined(joined: SignalingRequestOk<'join'>): Promise<void> {
    const { session, grants, state, iceServers } = joined;
    this.#shuttingDown = false;
    this.#iceServers = iceServers.map(toIceServer);
    this.#set({
      ...withPeers(this.#state, session, state.peers),
      transcription: state.transcription,
      speakers: [],
      grants,
    });
    this.#showLocalTracks();
    // Not so for the first time: who joins is in the call before every picture is there.
    if (this.#mediaReady) this.#setTransportsConnected(false);
    try {
      this.#device ??= this.#loadDevice(joined.routerRtpCapabilities);
      await this.#startMedia(await this.#device, true);
    } catch (error) {
      if (this.#state.self?.session !== session) return;
      this.#environment.warn('starting media', error);
      this.#end('failed', error instanceof ConfabError ? error.code : 'media-unavailable');
    }
  }

  async #loadDevice(capabilities: Record<string, unknown>): Promise<types.Device> {
    const device = await this.#environment.createDevice();
    await device.load({ routerRtpCapabilities: capabilities });
    return device;
  }

  /** Sends and receives everything over new transports; `announce`: to a session that is new. */
  async #startMedia(device: types.Device, announce: boolean): Promise<void> {
    if (this.#ended) return;
    this.#transports?.close();
    const transports = new MediaTransports({
      device,
      iceServers: this.#iceServers,
      signaling: this.#signaling,
      environment: this.#environment,
      onConnectedChange: (connected) => {
        if (this.#transports === transports) this.#setTransportsConnected(connected);
      },
      onBroken: () => {
        if (this.#transports === transports) this.#rebuildSoon();
      },
    });
    this.#transports = transports;
    this.#rebuiltAt = this.#environment.now();
    // Asked for in one go: a call starts within one way there and back.
    const sent = this.#local.use(transports);
    const announced = announce ? this.#announce(device) : Promise.resolve();
    if (this.#state.grants?.canSubscribe !== false) this.#prepareReceiving(transports);
    await announced;
    if (this.#transports !== transports) return;
    const received = this.#remote.use(transports);
    this.#mediaReady = true;
    this.#updatePhase();
    await Promise.all([sent, received]);
    if (this.#transports === transports) this.#setTransportsConnected(true);
  }

  async #announce(device: types.Device): Promise<void> {
    const { producers } = await this.#signaling.request('ready', {
      rtpCapabilities: { ...device.recvRtpCapabilities },
    });
    this.#remote.replaceAll(producers);
  }

  #prepareReceiving(transports: MediaTransports): void {
    transports.get('receive').catch((error: unknown) => {
      if (!transports.closed) this.#environment.warn('receive transport', error);
    });
  }

  #setTransportsConnected(connected: boolean): void {
    this.#transportsConnected = connected;
    this.#updatePhase();
  }

  /** Makes new transports, soon: what breaks one often breaks several things at once. */
  #rebuildSoon(): void {
    if (this.#cancelRebuild || this.#ended) return;
    const wait = Math.max(0, this.#rebuiltAt + rebuildEveryMs - this.#environment.now());
    this.#setTransportsConnected(false);
    this.#cancelRebuild = this.#environment.setTimer(() => void this.#rebuild(), wait);
  }

  async #rebuild(): Promise<void> {
    this.#cancelRebuild?.();
    this.#cancelRebuild = null;
    const device = await this.#device;
    if (device) await this.#startMedia(device, !this.#mediaReady);
  }

  #onResumed({ replayed, state }: SignalingRequestOk<'resume'>): void {
    this.#updatePhase();
    this.#transports?.restartLost();
    const own = this.#state.self?.session;
    if (replayed || own === undefined) return;
    this.#set({
      ...withPeers(this.#state, own, state.peers),
      transcription: state.transcription,
    });
    this.#remote.replaceAll(state.producers.filter(({ session }) => session !== own));
    const known = new Set(state.producers.map(({ producer }) => producer));
    if (this.#local.producers.some((producer) => !known.has(producer))) this.#rebuildSoon();
  }

  #onEvent(event: SignalingEvent): void {
    switch (event.type) {
      case 'peerJoined':
      case 'peerUpdated':
        return this.#set(withPeer(this.#state, event.data.peer));
      case 'peerLeft':
        this.#remote.removeSession(event.data.session);
        return this.#set(withoutPeer(this.#state, event.data.session));
      case 'producerAdded':
        return this.#remote.add(event.data.producer);
      case 'producerUpdated':
        return this.#remote.update(event.data.producer);
      case 'producerClosed':
        return this.#remote.remove(event.data.producer);
      case 'consumerClosed':
        return this.#remote.consumerClosed(event.data.consumer);
      case 'speakers':
        return this.#set({ ...this.#state, speakers: event.data.speakers });
      case 'transcription':
        return this.#set({ ...this.#state, transcription: event.data.transcription });
      case 'data':
        for (const listener of this.#dataListeners) listener(event.data);
        return;
      case 'mediaReset':
        this.#remote.loseAll();
        this.#setTransportsConnected(false);
        void this.#rebuild();
        return;
      case 'ended':
        return this.#onServerEnded(event.data.reason);
    }
  }

  /** A server that goes down may come back: the call goes on there, in a session of its own. */
  #onServerEnded(reason: Exclude<CallEndReason, 'left' | 'failed'>): void {
    if (reason !== 'shutting-down') return this.#end(reason, null);
    this.#shuttingDown = true;
    this.#signaling.forgetSession();
  }

  #showLocalTracks(): void {
    const session = this.#state.self?.session;
    if (session === undefined || this.#ended) return;
    const tracks: { [S in TrackSource]?: CallTrack } = {};
    for (const [source, { track, media, muted }] of this.#local.wanted) {
      const kind = media.kind === 'audio' ? 'audio' : 'video';
      tracks[source] = { session, source, track, kind, muted, media };
    }
    this.#set(withTracks(this.#state, session, tracks));
  }

  #showRemoteTracks(session: string): void {
    this.#set(withTracks(this.#state, session, this.#remote.tracksOf(session)));
  }

  #updatePhase(): void {
    if (this.#ended) return;
    const up = this.#signaling.connected && this.#transportsConnected;
    const phase = !this.#mediaReady ? 'joining' : up ? 'in-call' : 'reconnecting';
    if (phase !== this.#state.phase) this.#set({ ...this.#state, phase });
  }

  #set(state: CallState): void {
    if (this.#ended) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #end(reason: CallEndReason, error: ErrorCode | null): void {
    if (this.#ended) return;
    this.#signaling.close();
    this.#cancelRebuild?.();
    this.#transports?.close();
    this.#transports = null;
    this.#local.close();
    this.#remote.close();
    this.#set({ ...this.#state, phase: 'ended', reason, error });
  }
}

function toIceServer({
  urls,
  username,
  credential,
}: SignalingRequestOk<'join'>['iceServers'][number]): RTCIceServer {
  return {
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  };
}
