import { ConfabError } from '@confab/shared-types';
import { maySend, requirePublish, requireSource, requireSubscribe } from '../rooms/grants.ts';
import type { Peer } from '../rooms/Peer.ts';
import type { Room } from '../rooms/Room.ts';
import type { Answers } from './answerRequest.ts';

/** What a peer asks about its transports, producers and consumers. */
export const mediaAnswers = {
  ready(room, peer, { rtpCapabilities }) {
    peer.rtpCapabilities = rtpCapabilities;
    return { producers: peer.hearsProducers ? room.media.producersFor(peer) : [] };
  },

  async createTransport(room, peer, { direction }) {
    if (direction === 'send') requirePublish(peer.grants);
    else requireSubscribe(peer.grants);
    return (await room.media.of(peer)).createTransport(direction);
  },

  async connectTransport(room, peer, data) {
    await (await room.media.of(peer)).connectTransport(data);
    return {};
  },

  async restartIce(room, peer, { transport }) {
    return (await room.media.of(peer)).restartIce(transport);
  },

  async produce(room, peer, data) {
    requireSource(peer.grants, data.source, data.kind);
    const media = await room.media.of(peer);
    const producer = await media.produce(data);
    // A host may have taken the grant while the producer was in the making.
    if (!maySend(peer.grants, data.source)) {
      media.closeProducer(producer.producer);
      throw new ConfabError('no-grant', data.source);
    }
    room.media.announce(peer, producer);
    return { producer: producer.producer };
  },

  pauseProducer: (room, peer, { producer }) => setProducerPaused(room, peer, producer, true),
  resumeProducer: (room, peer, { producer }) => setProducerPaused(room, peer, producer, false),

  async closeProducer(room, peer, { producer }) {
    (await room.media.of(peer)).closeProducer(producer);
    return {};
  },

  async consume(room, peer, data) {
    requireSubscribe(peer.grants);
    if (!peer.rtpCapabilities) throw new ConfabError('cannot-consume', 'not ready');
    const media = await room.media.of(peer);
    if (!room.media.producersFor(peer).some(({ producer }) => producer === data.producer)) {
      throw new ConfabError('producer-unknown');
    }
    return media.consume(data, peer.rtpCapabilities);
  },

  resumeConsumer: (room, peer, { consumer }) => setConsumerPaused(room, peer, consumer, false),
  pauseConsumer: (room, peer, { consumer }) => setConsumerPaused(room, peer, consumer, true),

  async closeConsumer(room, peer, { consumer }) {
    (await room.media.of(peer)).closeConsumer(consumer);
    return {};
  },

  async setPreferredLayers(room, peer, data) {
    await (await room.media.of(peer)).setPreferredLayers(data);
    return {};
  },

  async setPriority(room, peer, data) {
    await (await room.media.of(peer)).setPriority(data);
    return {};
  },
} satisfies Partial<Answers>;

async function setProducerPaused(
  room: Room,
  peer: Peer,
  id: string,
  paused: boolean,
): Promise<Record<string, never>> {
  const changed = await (await room.media.of(peer)).setProducerPaused(id, paused);
  if (changed) room.media.update(peer, changed);
  return {};
}

async function setConsumerPaused(
  room: Room,
  peer: Peer,
  id: string,
  paused: boolean,
): Promise<Record<string, never>> {
  await (await room.media.of(peer)).setConsumerPaused(id, paused);
  return {};
}
