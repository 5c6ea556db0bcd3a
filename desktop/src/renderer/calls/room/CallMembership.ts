import {
  ConfabError,
  type ErrorCode,
  type Grants,
  type RoomState,
  type SignalingEvent,
  type SignalingRequestOk,
  type TrackSource,
} from '@confab/shared-types';
import { AudioOnly } from './AudioOnly.ts';
import type { CallEnvironment } from './callEnvironment.ts';
import { CallMedia } from './CallMedia.ts';
import type {
  CallEndReason,
  CallState,
  CallTicket,
  CallTrack,
  DataMessage,
  HostWord,
} from './callState.ts';
import { Listeners } from './Listeners.ts';
import { SignalingClient } from './SignalingClient.ts';
import {
  joiningState,
  withChat,
  withEvent,
  withGoodQualities,
  withRoom,
  withTracks,
} from './updateCallState.ts';

export interface CallMembershipOptions {
  readonly ticket: CallTicket;
  readonly refreshTicket: () => Promise<CallTicket>;
  readonly movesFrom: string | undefined;
  readonly environment: CallEnvironment;
}

/**
 * This client's place in a room, over as many sessions as it takes: joining, waiting to be let in,
 * resuming, joining anew, the end. Keeps the call's state and media to what the server says.
 */
export class CallMembership {
  readonly signaling: SignalingClient;
  readonly media: CallMedia;
  readonly audioOnly: AudioOnly;
  readonly changed = new Listeners<[]>();
  readonly data = new Listeners<[DataMessage]>();
  readonly hostWords = new Listeners<[HostWord]>();
  readonly #environment: CallEnvironment;
  #state: CallState = joiningState;
  #joined: SignalingRequestOk<'join'> | null = null;
  #waiting = false;
  #receives = true;
  #shuttingDown = false;

  constructor({ environment, ...options }: CallMembershipOptions) {
    this.#environment = environment;
    this.signaling = new SignalingClient({
      ...options,
      environment,
      onJoined: (joined) => this.#onJoined(joined),
      onResumed: (resumed) => this.#onResumed(resumed),
      onDisconnected: () => this.#updatePhase(),
      onEvent: (event) => this.#onEvent(event),
      onFailed: (error) => {
        if (this.#shuttingDown) this.end('shutting-down', null);
        else this.end('failed', error);
      },
    });
    this.media = new CallMedia({
      signaling: this.signaling,
      environment,
      onLocalChange: () => this.#showLocalTracks(),
      onRemoteChange: (session) => this.#showRemoteTracks(session),
      onConnectedChange: () => this.#updatePhase(),
      onFailed: (error) => this.#onMediaFailed(error),
    });
    this.audioOnly = new AudioOnly({
      environment,
      onChange: (audioOnly) => {
        this.#set({ ...this.#state, audioOnly });
        this.media.remote.setAudioOnly(audioOnly !== 'off');
      },
    });
  }

  get state(): CallState {
    return this.#state;
  }

  get ended(): boolean {
    return this.#state.phase === 'ended';
  }

  addChat(messages: SignalingRequestOk<'chat'>['messages']): void {
    this.#set(withChat(this.#state, messages));
  }

  /** Lets go of everything; the state is `ended` when this returns, and does not change any more. */
  end(reason: CallEndReason, error: ErrorCode | null): void {
    if (this.ended) return;
    this.signaling.close();
    this.media.close();
    this.audioOnly.close();
    this.#set({ ...this.#state, phase: 'ended', reason, error });
    for (const listeners of [this.changed, this.data, this.hostWords]) listeners.clear();
  }

  #onJoined(joined: SignalingRequestOk<'join'>): void {
    this.#shuttingDown = false;
    this.#joined = joined;
    this.#setGrants(joined.grants);
    if (!joined.waiting) return this.#enter(joined, joined.state);
    // Let in again only by a host: what this client had in the room is gone.
    this.#waiting = true;
    this.media.stop();
    this.#set({ ...this.#state, self: null, peers: [], speakers: [], waiting: [] });
    this.#updatePhase();
  }

  /** The session is in the room, by joining or by a host's word. */
  #enter(joined: SignalingRequestOk<'join'>, room: RoomState): void {
    const { session, routerRtpCapabilities, iceServers } = joined;
    const handRaised = this.#state.self?.handRaised ?? false;
    this.#waiting = false;
    this.#set(withGoodQualities(withRoom(this.#state, session, room)));
    this.#showLocalTracks();
    const canSubscribe = this.#receives;
    const started = this.media.start({ routerRtpCapabilities, iceServers, canSubscribe });
    this.#updatePhase();
    // Pictures first: they take several ways there and back.
    this.#tell(
      started.then(() => this.#fetchChat()),
      'chat',
    );
    // The hand was up in the session that this one follows.
    if (handRaised) this.#tell(this.signaling.request('raiseHand', { raised: true }), 'hand');
  }

  #onResumed({ replayed, waiting, grants, state }: SignalingRequestOk<'resume'>): void {
    const joined = this.#joined;
    this.#updatePhase();
    this.media.resumed();
    // Replayed: the events that follow tell all of it in order.
    if (replayed || !joined) return;
    this.#setGrants(grants);
    if (waiting) return;
    if (this.#waiting) return this.#enter(joined, state);
    this.#set(withGoodQualities(withRoom(this.#state, joined.session, state)));
    this.media.reconcile(state.producers, joined.session);
    this.#tell(this.#fetchChat(), 'chat');
  }

  #onEvent(event: SignalingEvent): void {
    const state = withEvent(this.#state, event);
    if (state !== this.#state) this.#set(state);
    const { local, remote } = this.media;
    switch (event.type) {
      case 'grants':
        return this.#setGrants(event.data.grants);
      case 'peerLeft':
        return remote.removeSession(event.data.session);
      case 'admitted':
        if (this.#joined && this.#waiting) this.#enter(this.#joined, event.data.state);
        return;
      case 'producerAdded':
        return remote.add(event.data.producer);
      case 'producerUpdated':
        return remote.update(event.data.producer);
      case 'producerClosed':
        return remote.remove(event.data.producer);
      case 'consumerClosed':
        return remote.consumerClosed(event.data.consumer);
      case 'consumerLayers':
        return remote.consumerLayers(event.data.consumer, event.data.spatialLayer);
      case 'layersWanted':
        return local.layersWanted(event.data.producer, event.data.spatialLayer);
      case 'muted':
        local.mutedByHost(event.data.source);
        return this.#tellHostWord('muted', event.data);
      case 'unmuteAsked':
        return this.#tellHostWord('unmute-asked', event.data);
      case 'data':
        return this.data.tell(event.data);
      case 'mediaReset':
        this.#set(withGoodQualities(this.#state));
        return this.media.reset();
      case 'ended':
        return this.#onServerEnded(event.data.reason);
      default:
        // Of the room alone, and shown already.
        return;
    }
  }

  #setGrants(grants: Grants): void {
    const couldReceive = this.#receives;
    this.#receives = grants.canSubscribe !== false;
    this.#set({ ...this.#state, grants });
    this.media.local.allow(grants);
    if (this.#receives && !couldReceive) this.#tell(this.media.subscribe(), 'subscribing');
  }

  #tellHostWord(
    type: HostWord['type'],
    { source, by }: { readonly source: TrackSource; readonly by: string },
  ): void {
    this.hostWords.tell({ type, source, by });
  }

  async #fetchChat(): Promise<void> {
    const { messages } = await this.signaling.request('chat', {});
    this.addChat(messages);
  }

  /** What the call goes on without. */
  #tell(asked: Promise<unknown>, about: string): void {
    asked.catch((error: unknown) => {
      const code = error instanceof ConfabError ? error.code : null;
      if (code === 'session-expired' || code === 'cancelled') return;
      this.#environment.warn(about, error);
    });
  }

  #onMediaFailed(error: unknown): void {
    // Another session or the end of the call brings its own.
    const code = error instanceof ConfabError ? error.code : 'media-unavailable';
    if (code === 'session-expired' || code === 'cancelled') return;
    this.#environment.warn('starting media', error);
    this.end('failed', code);
  }

  /** A server that goes down may come back: the call goes on there, in a session of its own. */
  #onServerEnded(reason: Exclude<CallEndReason, 'left' | 'failed'>): void {
    if (reason !== 'shutting-down') return this.end(reason, null);
    this.#shuttingDown = true;
    this.signaling.forgetSession();
  }

  #showLocalTracks(): void {
    const session = this.#state.self?.session;
    if (session === undefined || this.ended) return;
    const tracks: { [S in TrackSource]?: CallTrack } = {};
    for (const [source, { track, media, muted }] of this.media.local.wanted) {
      const kind = media.kind === 'audio' ? 'audio' : 'video';
      tracks[source] = { session, source, track, kind, muted, media, held: false };
    }
    this.#set(withTracks(this.#state, session, tracks));
  }

  #showRemoteTracks(session: string): void {
    if (this.ended) return;
    this.#set(withTracks(this.#state, session, this.media.remote.tracksOf(session)));
    this.audioOnly.look(this.media.remote.pictures);
  }

  #updatePhase(): void {
    if (this.ended) return;
    const up = this.signaling.connected && this.media.connected;
    const inside = !this.media.ready ? 'joining' : up ? 'in-call' : 'reconnecting';
    const phase = this.#waiting ? 'waiting' : inside;
    if (phase !== this.#state.phase) this.#set({ ...this.#state, phase });
  }

  #set(state: CallState): void {
    if (this.ended) return;
    this.#state = state;
    this.changed.tell();
  }
}
