import type {
  Call,
  CallPeer,
  CallState,
  CallTrack,
} from '../../../src/renderer/calls/room/callState.ts';
import { cameraTrack, screenTrack } from './pictures.ts';

/** What the stage asked of the call, by tile id. */
export interface Asked {
  readonly visible: Record<string, boolean>;
  readonly layers: Record<string, number>;
  readonly priorities: Record<string, number>;
}

export interface FakeCall {
  readonly call: Call;
  readonly asked: Asked;
  readonly change: (state: Partial<CallState>) => void;
  /** Other people come and go until there are `others`, the last `screens` of them sharing. */
  readonly seat: (others: number, screens: number) => void;
}

const names = [
  ...['Anna Weber', 'Ben Okafor', '김서연', 'Chiara Rossi', 'Mateo García Fernández-Villaverde'],
  ...['Noor', 'Yuki Tanaka', 'Olga', '박지훈', 'Sam Lee', 'Ines', 'Tom Brandt'],
];

/** A call that is only state. */
export function createFakeCall(others: number, screens: number, ownScreen: boolean): FakeCall {
  const known = new Map<number, CallPeer>();
  const peerAt = (index: number): CallPeer => {
    const peer = known.get(index) ?? makePeer(index);
    known.set(index, peer);
    return peer;
  };
  const peersOf = (count: number, sharing: number): readonly CallPeer[] =>
    Array.from({ length: count }, (_, index) => {
      const share = index - (count - sharing);
      return share < 0 ? peerAt(index) : withScreen(peerAt(index), share);
    });
  const self = makePeer(99);
  const listeners = new Set<() => void>();
  let state: CallState = {
    phase: 'in-call',
    reason: null,
    error: null,
    self: ownScreen ? withScreen(self, 0) : self,
    peers: peersOf(others, screens),
    speakers: others === 0 ? [] : [{ session: sessionOf(0), level: -30 }],
    transcription: null,
    grants: { roomJoin: true, roomAdmin: true, canPublish: true } as CallState['grants'],
    rules: { locked: false, lobby: false },
    waiting: [],
    chat: [],
    audioOnly: 'off',
  };
  const asked: Asked = { visible: {}, layers: {}, priorities: {} };
  const done = (): Promise<void> => Promise.resolve();
  const nothing = (): (() => void) => () => undefined;
  const call: Call = {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getState: () => state,
    publish: done,
    unpublish: done,
    setMuted: done,
    replaceTrack: done,
    setPreferredLayers: (session, source, layer) => {
      asked.layers[`${session}/${source}`] = layer;
    },
    setVisible: (session, source, visible) => {
      asked.visible[`${session}/${source}`] = visible;
    },
    setPriority: (session, source, priority) => {
      asked.priorities[`${session}/${source}`] = priority;
    },
    sendData: done,
    sendChat: done,
    onData: nothing,
    setTranscription: done,
    raiseHand: done,
    setAudioOnly: () => undefined,
    statistics: () => Promise.reject(new Error('no statistics')),
    setRules: done,
    admit: done,
    refuse: done,
    setRole: done,
    mutePeer: done,
    askToUnmute: done,
    removePeer: done,
    endForAll: done,
    onHostWord: nothing,
    serverNow: () => Date.now(),
    leave: () => undefined,
  };
  const change = (part: Partial<CallState>): void => {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  };
  return {
    call,
    asked,
    change,
    seat: (count, sharing) => change({ peers: peersOf(count, sharing) }),
  };
}

export function sessionOf(index: number): string {
  return `session-${String(index).padStart(2, '0')}`;
}

/** Every fourth without a camera, some muted, one with a hand up, some on a weak line. */
function makePeer(index: number): CallPeer {
  const session = sessionOf(index);
  const own = index === 99;
  const camera: CallTrack = {
    session,
    source: 'camera',
    track: `camera-${String(index)}`,
    kind: 'video',
    muted: false,
    media: cameraTrack(index),
    held: index === 4,
  };
  const microphone: CallTrack = {
    ...camera,
    source: 'microphone',
    track: `microphone-${String(index)}`,
    kind: 'audio',
    muted: index % 3 === 1,
    media: null,
    held: false,
  };
  return {
    session,
    identity: `account-${String(index)}`,
    name: own ? 'Dana Novak' : (names[index % names.length] ?? 'Somebody'),
    joinedAt: index,
    reconnecting: index === 8,
    handRaised: index === 2,
    role: own ? 'host' : 'presenter',
    quality: index === 3 ? 'poor' : index === 7 ? 'lost' : 'good',
    tracks: index % 4 === 1 ? { microphone } : { microphone, camera },
  };
}

function withScreen(peer: CallPeer, index: number): CallPeer {
  const { session } = peer;
  const media =
    index % 2 === 0 ? screenTrack(1920, 1080, peer.name) : screenTrack(1280, 960, peer.name);
  const screen: CallTrack = {
    ...{ session, source: 'screen_share', kind: 'video', muted: false, media, held: false },
    track: `screen-${session}`,
  };
  return { ...peer, tracks: { ...peer.tracks, screen_share: screen } };
}
