import type {
  ChatMessage,
  ConnectionQuality,
  PeerInfo,
  RoomState,
  SignalingEvent,
} from '@confab/shared-types';
import type { CallPeer, CallState, CallTracks } from './callState.ts';

/** A call's chat is kept up to this many messages, the newest. */
const chatShown = 1000;

export const joiningState: CallState = {
  phase: 'joining',
  reason: null,
  error: null,
  self: null,
  peers: [],
  speakers: [],
  transcription: null,
  grants: null,
  rules: { locked: false, lobby: false },
  waiting: [],
  chat: [],
  audioOnly: 'off',
};

/** The room as it is; who was there before keeps their tracks and quality. */
export function withRoom(state: CallState, ownSession: string, room: RoomState): CallState {
  const before = new Map(everybody(state).map((peer) => [peer.session, peer]));
  const peers = room.peers.map((info) => toPeer(info, before.get(info.session)));
  return {
    ...state,
    self: peers.find(({ session }) => session === ownSession) ?? null,
    peers: peers.filter(({ session }) => session !== ownSession).sort(byJoining),
    transcription: room.transcription,
    rules: room.rules,
    waiting: room.waiting,
    speakers: state.speakers.filter(({ session }) =>
      room.peers.some((peer) => peer.session === session),
    ),
  };
}

/** What an event says about the room; those about media or for listeners change nothing here. */
export function withEvent(state: CallState, event: SignalingEvent): CallState {
  switch (event.type) {
    case 'peerJoined':
    case 'peerUpdated':
      return withPeer(state, event.data.peer);
    case 'peerLeft':
      return withoutPeer(state, event.data.session);
    case 'speakers':
    case 'transcription':
    case 'rules':
    case 'waiting':
    case 'grants':
      return { ...state, ...event.data };
    case 'chat':
      return withChat(state, [event.data.message]);
    case 'qualities':
      return withQualities(state, event.data.qualities);
    default:
      return state;
  }
}

/** Somebody came, or something about them changed. */
export function withPeer(state: CallState, info: PeerInfo): CallState {
  if (state.self?.session === info.session) return { ...state, self: toPeer(info, state.self) };
  const known = state.peers.find(({ session }) => session === info.session);
  const others = state.peers.filter((peer) => peer !== known);
  return { ...state, peers: [...others, toPeer(info, known)].sort(byJoining) };
}

export function withoutPeer(state: CallState, session: string): CallState {
  return {
    ...state,
    peers: state.peers.filter((peer) => peer.session !== session),
    speakers: state.speakers.filter((speaker) => speaker.session !== session),
  };
}

/** Everybody else stays the same object. */
export function withTracks(state: CallState, session: string, tracks: CallTracks): CallState {
  return withEach(state, (peer) => (peer.session === session ? { ...peer, tracks } : peer));
}

/** Adds what is not there yet, in the order of the server's clock. */
export function withChat(state: CallState, messages: readonly ChatMessage[]): CallState {
  const known = new Set(state.chat.map(({ id }) => id));
  const added = messages.filter(({ id }) => !known.has(id));
  if (added.length === 0) return state;
  const chat = [...state.chat, ...added].sort((a, b) => a.at - b.at);
  return { ...state, chat: chat.slice(-chatShown) };
}

export function withQualities(
  state: CallState,
  qualities: readonly { readonly session: string; readonly quality: ConnectionQuality }[],
): CallState {
  const told = new Map(qualities.map(({ session, quality }) => [session, quality]));
  return withEach(state, (peer) => {
    const quality = told.get(peer.session) ?? peer.quality;
    return quality === peer.quality ? peer : { ...peer, quality };
  });
}

/** Nothing is known of anybody's sending yet, or any more: taken for good until the server says. */
export function withGoodQualities(state: CallState): CallState {
  return withQualities(
    state,
    everybody(state).map(({ session }) => ({ session, quality: 'good' })),
  );
}

function withEach(state: CallState, change: (peer: CallPeer) => CallPeer): CallState {
  return { ...state, self: state.self && change(state.self), peers: state.peers.map(change) };
}

function toPeer(info: PeerInfo, before: CallPeer | undefined): CallPeer {
  return { ...info, tracks: before?.tracks ?? {}, quality: before?.quality ?? 'good' };
}

function everybody({ self, peers }: CallState): readonly CallPeer[] {
  return self ? [self, ...peers] : peers;
}

function byJoining(a: CallPeer, b: CallPeer): number {
  return a.joinedAt - b.joinedAt || a.session.localeCompare(b.session);
}
