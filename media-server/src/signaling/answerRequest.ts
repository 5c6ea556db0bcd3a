import type { SignalingRequestOk, SignalingRequestType } from '@confab/shared-types';
import { requirePublishData } from '../rooms/grants.ts';
import type { Peer } from '../rooms/Peer.ts';
import type { Room } from '../rooms/Room.ts';
import { hostAnswers } from './hostAnswers.ts';
import { mediaAnswers } from './mediaAnswers.ts';
import type { Request, RequestData } from './parseRequest.ts';

/** What a joined peer may ask; looking, joining, resuming, leaving and pinging are the session's own. */
export type PeerRequestType = Exclude<
  SignalingRequestType,
  'look' | 'join' | 'resume' | 'leave' | 'ping'
>;
export type PeerRequest = Extract<Request, { type: PeerRequestType }>;

type Answer<T extends PeerRequestType> = (
  room: Room,
  peer: Peer,
  data: RequestData<T>,
) => Promise<SignalingRequestOk<T>> | SignalingRequestOk<T>;
export type Answers = { readonly [T in PeerRequestType]: Answer<T> };

const answers: Answers = {
  ...mediaAnswers,
  ...hostAnswers,

  raiseHand(room, peer, { raised }) {
    if (peer.handRaised !== raised) {
      peer.handRaised = raised;
      room.updatePeer(peer);
    }
    return {};
  },

  setTranscription(room, peer, { on }) {
    requirePublishData(peer.grants);
    room.setTranscription(peer, on);
    return {};
  },

  sendData(room, peer, { topic, payload }) {
    requirePublishData(peer.grants);
    room.roster.broadcast({ type: 'data', data: { from: peer.session, topic, payload } }, peer);
    return {};
  },

  sendChat(room, peer, { id, text }) {
    requirePublishData(peer.grants);
    return { message: room.say(peer, id, text) };
  },

  chat: (room) => ({ messages: [...room.chat] }),
};

/** Checks the peer's grants and does what it asks; throws or rejects with a `ConfabError`. */
export function answerRequest(room: Room, peer: Peer, request: PeerRequest): unknown {
  const answer = answers[request.type] as (room: Room, peer: Peer, data: unknown) => unknown;
  return answer(room, peer, request.data);
}
