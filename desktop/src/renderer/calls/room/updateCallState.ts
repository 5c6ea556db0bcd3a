import type { PeerInfo } from '@confab/shared-types';
import type { CallPeer, CallState, CallTracks } from './callState.ts';

export const joiningState: CallState = {
  phase: 'joining',
  reason: null,
  error: null,
  self: null,
  peers: [],
  speakers: [],
  transcription: null,
  grants: null,
};

/** These are the people there are; who was there before keeps their tracks. */
export function withPeers(
  state: CallState,
  ownSession: string,
  infos: readonly PeerInfo[],
): CallState {
  const before = new Map(everybody(state).map((peer) => [peer.session, peer]));
  const peers = infos.map((info): CallPeer => ({
    ...info,
    tracks: before.get(info.session)?.tracks ?? {},
  }));
  return {
    ...state,
    self: peers.find(({ session }) => session === ownSession) ?? null,
    peers: peers.filter(({ session }) => session !== ownSession).sort(byJoining),
  };
}

/** Somebody came, or something about them changed. */
export function withPeer(state: CallState, info: PeerInfo): CallState {
  if (state.self?.session === info.session) {
    return { ...state, self: { ...info, tracks: state.self.tracks } };
  }
  const tracks = state.peers.find(({ session }) => session === info.session)?.tracks ?? {};
  const others = state.peers.filter(({ session }) => session !== info.session);
  return { ...state, peers: [...others, { ...info, tracks }].sort(byJoining) };
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
  if (state.self?.session === session) return { ...state, self: { ...state.self, tracks } };
  return {
    ...state,
    peers: state.peers.map((peer) => (peer.session === session ? { ...peer, tracks } : peer)),
  };
}

function everybody({ self, peers }: CallState): readonly CallPeer[] {
  return self ? [self, ...peers] : peers;
}

function byJoining(a: CallPeer, b: CallPeer): number {
  return a.joinedAt - b.joinedAt || a.session.localeCompare(b.session);
}
