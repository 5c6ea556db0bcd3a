import type { ChatMessage, PeerInfo, RoomState } from '@confab/shared-types';
import { expect, test } from 'vitest';
import {
  joiningState,
  withChat,
  withEvent,
  withGoodQualities,
  withoutPeer,
  withPeer,
  withRoom,
  withTracks,
} from './updateCallState.ts';

const peer = (session: string, joinedAt: number, handRaised = false): PeerInfo => ({
  session,
  identity: session,
  name: session,
  joinedAt,
  reconnecting: false,
  handRaised,
  role: 'presenter',
});
const room = (peers: PeerInfo[]): RoomState => ({
  room: 'room',
  peers,
  producers: [],
  transcription: null,
  rules: { locked: true, lobby: false },
  waiting: [],
});
const three = withRoom(
  joiningState,
  'me',
  room([peer('late', 3), peer('me', 2), peer('early', 1)]),
);
const sessions = (state: typeof three) => state.peers.map(({ session }) => session);
const message = (id: string, at: number): ChatMessage => ({
  id,
  at,
  session: 'early',
  identity: 'early',
  name: 'early',
  text: id,
});

test('others are in the order of joining, oneself apart', () => {
  expect(sessions(three)).toEqual(['early', 'late']);
  expect(three.self?.session).toBe('me');
  expect(three.rules.locked).toBe(true);
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
    held: false,
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
  expect(withRoom(speaking, 'me', room([peer('me', 2)])).speakers).toEqual([]);
});

test('chat is in the order of the server’s clock, and what comes twice is there once', () => {
  const some = withChat(three, [message('second-1', 2), message('first-01', 1)]);
  const more = withEvent(some, { type: 'chat', data: { message: message('third-01', 3) } });
  expect(more.chat.map(({ id }) => id)).toEqual(['first-01', 'second-1', 'third-01']);
  expect(withChat(more, [message('second-1', 2)])).toBe(more);
});

test('of a long chat the newest thousand messages stay', () => {
  const many = Array.from({ length: 1100 }, (_, at) => message(`message-${at}`, at));
  const { chat } = withChat(three, many);
  expect([chat.length, chat[0]?.id, chat.at(-1)?.id]).toEqual([
    1000,
    'message-100',
    'message-1099',
  ]);
});

test('quality is good until the server says otherwise, and stays with the person', () => {
  const qualities = [{ session: 'early', quality: 'poor' } as const];
  const poor = withEvent(three, { type: 'qualities', data: { qualities } });
  expect(poor.peers.map(({ quality }) => quality)).toEqual(['poor', 'good']);
  expect(poor.peers[1]).toBe(three.peers[1]);
  expect(withPeer(poor, peer('early', 1, true)).peers[0]?.quality).toBe('poor');
  expect(withGoodQualities(poor).peers[0]?.quality).toBe('good');
});

test('rules, grants and who waits are what the server says last', () => {
  const grants = { room: 'room', roomJoin: true, roomAdmin: true };
  const waiting = [{ session: 'session-w', identity: 'w', name: 'w', since: 1 }];
  let state = withEvent(three, { type: 'grants', data: { grants } });
  state = withEvent(state, { type: 'waiting', data: { waiting } });
  state = withEvent(state, { type: 'rules', data: { rules: { locked: false, lobby: true } } });
  expect(state).toMatchObject({ grants, waiting, rules: { locked: false, lobby: true } });
  expect(withEvent(state, { type: 'mediaReset', data: {} })).toBe(state);
});
