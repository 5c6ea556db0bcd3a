import {
  ConfabError,
  type ProducerInfo,
  type SignalingEvent,
  type SignalingRequestData,
  type SignalingRequestOk,
} from '@confab/shared-types';
import type { types } from 'mediasoup';
import type { Limits } from '../limits.ts';
import { guard, isGone } from './guard.ts';
import { toDtlsParameters } from './parameters.ts';
import { PeerConsumers } from './PeerConsumers.ts';
import { PeerProducers } from './PeerProducers.ts';
import type { SendingSample } from './QualityMonitor.ts';
import type { RoomMedia, TransportLimits } from './RoomMedia.ts';

type Direction = SignalingRequestData<'createTransport'>['direction'];

export interface PeerMediaOptions {
  readonly session: string;
  readonly roomMedia: RoomMedia;
  readonly limits: Pick<Limits, 'producersPerPeer' | 'consumersPerPeer'> & TransportLimits;
  /** Hands events about its own producers and consumers to the session. */
  readonly emit: (event: SignalingEvent) => void;
  readonly onProducerClosed: (producer: string) => void;
}

/**
 * What one session has in its room's router: at most one transport a direction, its producers and
 * its consumers. Ids of anybody else's are unknown here. What mediasoup refuses is
 * `malformed-message`; a request that the worker died under is `media-unavailable`.
 */
export class PeerMedia {
  readonly session: string;
  readonly roomMedia: RoomMedia;
  readonly #limits: TransportLimits;
  readonly #transports = new Map<Direction, types.WebRtcTransport>();
  readonly #producers: PeerProducers;
  readonly #consumers: PeerConsumers;
  #closed = false;

  constructor({ session, roomMedia, limits, emit, onProducerClosed }: PeerMediaOptions) {
    this.session = session;
    this.roomMedia = roomMedia;
    this.#limits = limits;
    const { producersPerPeer: most, consumersPerPeer } = limits;
    const onClosed = onProducerClosed;
    this.#producers = new PeerProducers({ session, roomMedia, most, emit, onClosed });
    this.#consumers = new PeerConsumers({ roomMedia, most: consumersPerPeer, emit });
    roomMedia.quality.add(this);
  }

  get producers(): readonly ProducerInfo[] {
    return this.#producers.list;
  }

  /** A second transport of a direction takes the first one's place, with all that was on it. */
  async createTransport(direction: Direction): Promise<SignalingRequestOk<'createTransport'>> {
    const transport = await guard(() => this.roomMedia.createTransport(direction, this.#limits));
    if (this.#closed) {
      transport.close();
      throw new ConfabError('media-unavailable');
    }
    this.#transports.get(direction)?.close();
    this.#transports.set(direction, transport);
    transport.observer.once('close', () => {
      if (this.#transports.get(direction) === transport) this.#transports.delete(direction);
    });
    transport.on('dtlsstatechange', (state) => {
      if (state === 'failed' || state === 'closed') transport.close();
    });
    return {
      transport: transport.id,
      iceParameters: { ...transport.iceParameters },
      iceCandidates: transport.iceCandidates.map((candidate) => ({ ...candidate })),
      dtlsParameters: transport.dtlsParameters,
    };
  }

  async connectTransport(data: SignalingRequestData<'connectTransport'>): Promise<void> {
    const transport = this.#transport(data.transport);
    await guard(() => transport.connect({ dtlsParameters: toDtlsParameters(data.dtlsParameters) }));
  }

  async restartIce(id: string): Promise<SignalingRequestOk<'restartIce'>> {
    const transport = this.#transport(id);
    return { iceParameters: { ...(await guard(() => transport.restartIce())) } };
  }

  /** Producing a track id again replaces what it was before. */
  async produce(data: SignalingRequestData<'produce'>): Promise<ProducerInfo> {
    return this.#producers.produce(this.#transport(data.transport, 'send'), data);
  }

  /** Answers the producer as it is now; null when nothing changed. */
  async setProducerPaused(id: string, paused: boolean): Promise<ProducerInfo | null> {
    return this.#producers.setPaused(id, paused);
  }

  closeProducer(id: string): void {
    this.#producers.close(id);
  }

  /** The consumer starts paused. Whether the producer may be consumed is the caller's to know. */
  async consume(
    { producer, transport }: SignalingRequestData<'consume'>,
    capabilities: Record<string, unknown>,
  ): Promise<SignalingRequestOk<'consume'>> {
    return this.#consumers.consume(this.#transport(transport, 'receive'), producer, capabilities);
  }

  async setConsumerPaused(id: string, paused: boolean): Promise<void> {
    return this.#consumers.setPaused(id, paused);
  }

  closeConsumer(id: string): void {
    this.#consumers.close(id);
  }

  async setPreferredLayers(data: SignalingRequestData<'setPreferredLayers'>): Promise<void> {
    return this.#consumers.setPreferredLayers(data);
  }

  async setPriority(data: SignalingRequestData<'setPriority'>): Promise<void> {
    return this.#consumers.setPriority(data);
  }

  /** Says again what of its layers is wanted and what of others' stands still. */
  tellLayers(): void {
    this.#producers.tellAgain();
    this.#consumers.tellAgain();
  }

  /** How what it sends arrives; null while nothing is expected of it. */
  async sample(): Promise<SendingSample | null> {
    const score = this.#producers.worstScore();
    const transport = this.#transports.get('send');
    if (!transport || score === null) return null;
    try {
      const [stats] = await transport.getStats();
      if (!stats) return null;
      const { bytesReceived, rtpPacketLossReceived = 0 } = stats;
      return { bytesReceived, lost: rtpPacketLossReceived, score };
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }

  /** Closes all of it without a word: its owner is gone, or all of the room's media is. */
  close(): void {
    this.#closed = true;
    this.roomMedia.quality.remove(this);
    this.#producers.clear();
    for (const transport of [...this.#transports.values()]) transport.close();
  }

  #transport(id: string, direction?: Direction): types.WebRtcTransport {
    for (const [itsDirection, transport] of this.#transports) {
      if (transport.id !== id) continue;
      if (direction === undefined || direction === itsDirection) return transport;
    }
    throw new ConfabError('transport-unknown');
  }
}
