import {
  ConfabError,
  type SignalingRequestOk,
  type SignalingRequestType,
} from '@confab/shared-types';
import {
  requirePublish,
  requirePublishData,
  requireSource,
  requireSubscribe,
} from '../rooms/grants.ts';
import type { Peer } from '../rooms/Peer.ts';
import type { Room } from '../rooms/Room.ts';
import type { Request, RequestData } from './parseRequest.ts';

/** What a joined peer may ask; joining, resuming, leaving and pinging are the session's own. */
export type PeerRequestType = Exclude<SignalingRequestType, 'join' | 'resume' | 'leave' | 'ping'>;
export type PeerRequest = Extract<Request, { type: PeerRequestType }>;

type Answer<T extends PeerRequestType> = (
  room: Room,
  peer: Peer,
  data: RequestData<T>,
) => Promise<SignalingRequestOk<T>> | SignalingRequestOk<T>;

const answers: { readonly [T in PeerRequestType]: Answer<T> } = {
  ready(room, peer, { rtpCapabilities }) {
    peer.rtpCapabilities = rtpCapabilities;
    return { producers: peer.hearsProducers ? room.producersFor(peer) : [] };
  },

  async createTransport(room, peer, { direction }) {
    if (direction === 'send') requirePublish(peer.grants);
    else requireSubscribe(peer.grants);
    return (await room.mediaOf(peer)).createTransport(direction);
  },

  async connectTransport(room, peer, data) {
    await (await room.mediaOf(peer)).connectTransport(data);
    return {};
  },

  async restartIce(room, peer, { transport }) {
    return (await room.mediaOf(peer)).restartIce(transport);
  },

  async produce(room, peer, data) {
    requireSource(peer.grants, data.source, data.kind);
    const producer = await (await room.mediaOf(peer)).produce(data);
    room.announceProducer(peer, producer);
    return { producer: producer.producer };
  },

  pauseProducer: (room, peer, { producer }) => setProducerPaused(room, peer, producer, true),
  resumeProducer: (room, peer, { producer }) => setProducerPaused(room, peer, producer, false),

  async closeProducer(room, peer, { producer }) {
    (await room.mediaOf(peer)).closeProducer(producer);
    return {};
  },

  async consume(room, peer, data) {
    requireSubscribe(peer.grants);
    if (!peer.rtpCapabilities) throw new ConfabError('cannot-consume', 'not ready');
    const media = await room.mediaOf(peer);
    if (!room.producersFor(peer).some(({ producer }) => producer === data.producer)) {
      throw new ConfabError('producer-unknown');
    }
    return media.consume(data, peer.rtpCapabilities);
  },

  resumeConsumer: (room, peer, { consumer }) => setConsumerPaused(room, peer, consumer, false),
  pauseConsumer: (room, peer, { consumer }) => setConsumerPaused(room, peer, consumer, true),

  async closeConsumer(room, peer, { consumer }) {
    (await room.mediaOf(peer)).closeConsumer(consumer);
    return {};
  },

  async setPreferredLayers(room, peer, data) {
    await (await room.mediaOf(peer)).setPreferredLayers(data);
    return {};
  },

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
    room.broadcast({ type: 'data', data: { from: peer.session, topic, payload } }, peer);
    return {};
  },
};

/** Checks the peer's grants and does what it asks; throws or rejects with a `ConfabError`. */
export function answerRequest(room: Room, peer: Peer, request: PeerRequest): unknown {
  const answer = answers[request.type] as (room: Room, peer: Peer, data: unknown) => unknown;
  return answer(room, peer, request.data);
}

async function setProducerPaused(
  room: Room,
  peer: Peer,
  id: string,
  paused: boolean,
): Promise<Record<string, never>> {
  const changed = await (await room.mediaOf(peer)).setProducerPaused(id, paused);
  if (changed) room.updateProducer(peer, changed);
  return {};
}

async function setConsumerPaused(
  room: Room,
  peer: Peer,
  id: string,
  paused: boolean,
): Promise<Record<string, never>> {
  await (await room.mediaOf(peer)).setConsumerPaused(id, paused);
  return {};
}
