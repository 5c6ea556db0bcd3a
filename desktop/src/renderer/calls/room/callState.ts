import type {
  ErrorCode,
  Grants,
  CallRole,
  ChatMessage,
  ConnectionQuality,
  MediaKind,
  PeerInfo,
  RoomRules,
  SignalingEventData,
  TrackSource,
  TranscriptionState,
  WaitingPeer,
} from '@confab/shared-types';

/**
 * `waiting`: a host has to let this one in. `reconnecting`: the signalling socket is gone (media may still flow) or media is being rebuilt;
 * the roster and the tracks stay as they were. `ended` is final: a new call is a new client.
 */
export type CallPhase = 'joining' | 'waiting' | 'in-call' | 'reconnecting' | 'ended';

/**
 * `left`: by this client. `failed`: `CallState.error` says why. The rest is the server's word;
 * `shutting-down` only once the server did not come back within two minutes.
 */
export type CallEndReason = 'left' | 'failed' | SignalingEventData<'ended'>['reason'];

/** Something a peer publishes: its own microphone, camera or screen. */
export interface CallTrack {
  readonly session: string;
  readonly source: TrackSource;
  /** Chosen by its publisher; stays the same over rejoins. */
  readonly track: string;
  readonly kind: MediaKind;
  /** Its publisher sends nothing. */
  readonly muted: boolean;
  /** Null while it is not received (yet): keep the tile, show the avatar. */
  readonly media: MediaStreamTrack | null;
  /** The connection is too weak for this picture now: it stands still. */
  readonly held: boolean;
}

export type CallTracks = { readonly [S in TrackSource]?: CallTrack };

export interface CallPeer extends Readonly<PeerInfo> {
  readonly tracks: CallTracks;
  readonly quality: ConnectionQuality;
}

export interface Speaker {
  readonly session: string;
  /** dBov, -127 to 0. */
  readonly level: number;
}

/** A snapshot: never changed in place, so identity tells whether anything changed. */
export interface CallState {
  readonly phase: CallPhase;
  /** Set when `phase` is `ended`. */
  readonly reason: CallEndReason | null;
  readonly error: ErrorCode | null;
  /** Null until joined. Its tracks are the published local ones. */
  readonly self: CallPeer | null;
  /** Everybody else, in order of joining. */
  readonly peers: readonly CallPeer[];
  /** Loudest first, `self` included; empty when nobody speaks. */
  readonly speakers: readonly Speaker[];
  /** Who turned transcription on (identity) and when on the server's clock; null: off. */
  readonly transcription: TranscriptionState;
  readonly grants: Grants | null;
  readonly rules: RoomRules;
  /** Who asks to come in, to hosts. */
  readonly waiting: readonly WaitingPeer[];
  /** Oldest first. */
  readonly chat: readonly ChatMessage[];
  /** Pictures are not received: the person chose so, or the connection is too weak for long. */
  readonly audioOnly: 'off' | 'chosen' | 'weak-connection';
}

/** A host's word to this person. */
export type HostWord =
  | { readonly type: 'muted'; readonly source: TrackSource; readonly by: string }
  | { readonly type: 'unmute-asked'; readonly source: TrackSource; readonly by: string };

export interface TrackStatistics {
  readonly direction: 'send' | 'receive';
  readonly session: string;
  readonly source: TrackSource;
  /** Such as `VP8` or `opus`. */
  readonly codec: string | null;
  readonly bitsPerSecond: number;
  /** Of the packets of the last seconds, 0 to 1. */
  readonly lost: number;
  readonly jitterMs: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly framesPerSecond: number | null;
}

export interface CallStatistics {
  readonly roundTripMs: number | null;
  readonly availableOutgoingBitsPerSecond: number | null;
  readonly tracks: readonly TrackStatistics[];
}

export interface DataMessage {
  readonly from: string;
  readonly topic: string;
  readonly payload: unknown;
}

/** Where to join and with what; the token is valid for two minutes and for joining only. */
export interface CallTicket {
  readonly url: string;
  readonly token: string;
}

/** The call as the user interface sees it; implemented by `CallClient`. */
export interface Call {
  /** With `getState` what `useSyncExternalStore` and zustand want. */
  subscribe(listener: () => void): () => void;
  getState(): CallState;

  /**
   * Sends a local track; may be called before the call is joined. It is sent again by itself after
   * every reconnection. Publishing a source again replaces it. The track stays the caller's: it is
   * never stopped here, only its `enabled` follows mute. Resolves once the server has it; rejects with a `ConfabError` (`no-grant`,
   * `cancelled`).
   */
  publish(publication: Publication): Promise<void>;
  unpublish(source: TrackSource): Promise<void>;
  /** The last word wins however fast it is toggled. */
  setMuted(source: TrackSource, muted: boolean): Promise<void>;
  /** Another device for the same published track, without a gap and without a new track id. */
  replaceTrack(source: TrackSource, media: MediaStreamTrack): Promise<void>;

  /** Which simulcast layer of a remote video is wanted: 0 (small) to 2 (full). */
  setPreferredLayers(session: string, source: TrackSource, spatialLayer: number): void;
  /** What nobody sees is not sent: video of tiles out of view is paused. Default visible. */
  setVisible(session: string, source: TrackSource, visible: boolean): void;

  /** To everybody else in the room, not stored; rejects while the server cannot be reached. */
  sendData(topic: string, payload: unknown): Promise<void>;
  /** Rejects while the server cannot be reached; trying again with the same id says it once. */
  sendChat(id: string, text: string): Promise<void>;
  onData(listener: (message: DataMessage) => void): () => void;
  setTranscription(on: boolean): Promise<void>;
  raiseHand(raised: boolean): Promise<void>;
  /** Who has more gets bandwidth first, 1 to 255; default 1. */
  setPriority(session: string, source: TrackSource, priority: number): void;
  setAudioOnly(on: boolean): void;
  /** Since the last time it was asked; rejects with `not-connected` before there is media. */
  statistics(): Promise<CallStatistics>;

  /** For hosts; all reject with `no-grant` for others. */
  setRules(rules: Partial<RoomRules>): Promise<void>;
  admit(session: string): Promise<void>;
  refuse(session: string): Promise<void>;
  setRole(session: string, role: CallRole): Promise<void>;
  mutePeer(session: string, source: TrackSource): Promise<void>;
  askToUnmute(session: string, source: TrackSource): Promise<void>;
  removePeer(session: string): Promise<void>;
  endForAll(): Promise<void>;
  onHostWord(listener: (word: HostWord) => void): () => void;

  /** Milliseconds since the epoch on the media server's clock; null until it was asked once. */
  serverNow(): number | null;
  /** Ends the call for this client; the state is `ended` when it returns. */
  leave(): void;
}

export interface Publication {
  readonly source: TrackSource;
  /** Chosen once by the caller (URL-safe, 4 to 64 characters) and kept over rejoins. */
  readonly track: string;
  readonly media: MediaStreamTrack;
  readonly muted?: boolean;
}
