import type { PeerInfo } from '@confab/shared-types';
import { expect, test } from 'vitest';
import { joiningState, withoutPeer, withPeer, withPeers, withTracks } from './updateCallState.ts';

const peer = (session: string, joinedAt: number, handRaised = false): PeerInfo => ({
  session,
  identity: session,
  name: session,
  joinedAt,
  reconnecting: false,
  handRaised,
});
const three = withPeers(joiningState, 'me', [peer('late', 3), peer('me', 2), peer('early', 1)]);
const sessions = (state: typeof three) => state.peers.map(({ session }) => session);

test('others are in the order of joining, oneself apart', () => {
  expect(sessions(three)).toEqual(['early', 'late']);
  expect(three.self?.session).toBe('me');
  expect(sessions(withPeer(three, peer('between', 2)))).toEqual(['early', 'between', 'late']);
  expect(sessions(withoutPeer(three, 'early'))).toEqual(['late']);
});

test('a change of one leaves the others the same objects, and the tracks alone', () => {
  const track = {
    session: 'late',
    source: 'camera',
    track: 'cam-1',
    kind: 'video',
    muted: false,
    media: null,
  } as const;
  const tracked = withTracks(three, 'late', { camera: track });
  expect(tracked.peers[0]).toBe(three.peers[0]);
  const raised = withPeer(tracked, peer('late', 3, true));
  expect(raised.peers[1]).toMatchObject({ handRaised: true, tracks: { camera: track } });
  expect(withPeer(tracked, peer('me', 2, true)).self?.handRaised).toBe(true);
});

test('who speaks no more is no speaker once they left', () => {
  const speaking = { ...three, speakers: [{ session: 'early', level: -20 }] };
  expect(withoutPeer(speaking, 'early').speakers).toEqual([]);
});
