import {
  ConfabError,
  type ProducerInfo,
  type SignalingRequestData,
  type SignalingRequestOk,
} from '@confab/shared-types';
import type { types } from 'mediasoup';
import { NotFoundError, WorkerClosedError } from 'mediasoup/errors';
import { toDtlsParameters, toRtpCapabilities, toRtpParameters } from './parameters.ts';
import type { RoomMedia } from './RoomMedia.ts';

type Direction = SignalingRequestData<'createTransport'>['direction'];
type Producer = types.Producer<{ info: Omit<ProducerInfo, 'producer' | 'paused'> }>;

export interface PeerMediaOptions {
  readonly session: string;
  readonly roomMedia: RoomMedia;
  readonly maxProducers: number;
  readonly onProducerClosed: (producer: string) => void;
  readonly onConsumerClosed: (consumer: string, producer: string) => void;
}

/**
 * What one session has in its room's router: at most one transport a direction, its producers and
 * its consumers. Ids of anybody else's are unknown here. What mediasoup refuses is
 * `malformed-message`; a request that the worker died under is `media-unavailable`.
 */
export class PeerMedia {
  readonly roomMedia: RoomMedia;
  readonly #options: PeerMediaOptions;
  readonly #transports = new Map<Direction, types.WebRtcTransport>();
  readonly #producers = new Map<string, Producer>();
  readonly #consumers = new Map<string, types.Consumer>();
  #closed = false;

  constructor(options: PeerMediaOptions) {
    this.#options = options;
    this.roomMedia = options.roomMedia;
  }

  get producers(): readonly ProducerInfo[] {
    return [...this.#producers.values()].map(describe);
  }

  /** A second transport of a direction takes the first one's place, with all that was on it. */
  async createTransport(direction: Direction): Promise<SignalingRequestOk<'createTransport'>> {
    const transport = await guard(() => this.roomMedia.createTransport());
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
    const { session, maxProducers } = this.#options;
    const transport = this.#transport(data.transport, 'send');
    for (const earlier of this.#producers.values()) {
      if (earlier.appData.info.track === data.track) this.#closeProducer(earlier);
    }
    if (this.#producers.size >= maxProducers) throw new ConfabError('too-many-requests');
    const { track, kind, source, paused } = data;
    const producer: Producer = await guard(() =>
      transport.produce({
        kind,
        rtpParameters: toRtpParameters(data.rtpParameters),
        paused,
        appData: { info: { session, track, kind, source } },
      }),
    );
    if (this.#closed || producer.closed) throw new ConfabError('media-unavailable');
    this.#producers.set(producer.id, producer);
    producer.once('transportclose', () => this.#forgetProducer(producer));
    if (kind === 'audio') await guard(() => this.roomMedia.observeLevel(producer));
    return describe(producer);
  }

  /** Answers the producer as it is now; null when nothing changed. */
  async setProducerPaused(id: string, paused: boolean): Promise<ProducerInfo | null> {
    const producer = this.#producer(id);
    if (producer.paused === paused) return null;
    await guard(() => (paused ? producer.pause() : producer.resume()));
    return describe(producer);
  }

  closeProducer(id: string): void {
    this.#closeProducer(this.#producer(id));
  }

  /** The consumer starts paused. Whether the producer may be consumed is the caller's to know. */
  async consume(
    data: SignalingRequestData<'consume'>,
    capabilities: Record<string, unknown>,
  ): Promise<SignalingRequestOk<'consume'>> {
    const transport = this.#transport(data.transport, 'receive');
    const rtpCapabilities = toRtpCapabilities(capabilities);
    for (const earlier of this.#consumers.values()) {
      if (earlier.producerId === data.producer) this.closeConsumer(earlier.id);
    }
    const consumer = await guard(() => {
      if (!this.roomMedia.canConsume(data.producer, rtpCapabilities)) {
        throw new ConfabError('cannot-consume');
      }
      return transport.consume({ producerId: data.producer, rtpCapabilities, paused: true });
    });
    this.#consumers.set(consumer.id, consumer);
    consumer.observer.once('close', () => this.#consumers.delete(consumer.id));
    consumer.once('producerclose', () =>
      this.#options.onConsumerClosed(consumer.id, consumer.producerId),
    );
    return {
      consumer: consumer.id,
      producer: consumer.producerId,
      kind: consumer.kind,
      rtpParameters: { ...consumer.rtpParameters },
      producerPaused: consumer.producerPaused,
    };
  }

  async setConsumerPaused(id: string, paused: boolean): Promise<void> {
    const consumer = this.#consumer(id);
    await guard(() => (paused ? consumer.pause() : consumer.resume()));
  }

  closeConsumer(id: string): void {
    this.#consumer(id).close();
  }

  async setPreferredLayers(data: SignalingRequestData<'setPreferredLayers'>): Promise<void> {
    const consumer = this.#consumer(data.consumer);
    const { spatialLayer, temporalLayer } = data;
    await guard(() =>
      consumer.setPreferredLayers({
        spatialLayer,
        ...(temporalLayer === undefined ? {} : { temporalLayer }),
      }),
    );
  }

  /** Closes all of it without a word: its owner is gone, or all of the room's media is. */
  close(): void {
    this.#closed = true;
    this.#producers.clear();
    for (const transport of [...this.#transports.values()]) transport.close();
  }

  #closeProducer(producer: Producer): void {
    producer.close();
    this.#forgetProducer(producer);
  }

  #forgetProducer(producer: Producer): void {
    if (this.#producers.delete(producer.id)) this.#options.onProducerClosed(producer.id);
  }

  #transport(id: string, direction?: Direction): types.WebRtcTransport {
    for (const [itsDirection, transport] of this.#transports) {
      if (transport.id !== id) continue;
      if (direction === undefined || direction === itsDirection) return transport;
    }
    throw new ConfabError('transport-unknown');
  }

  #producer(id: string): Producer {
    const producer = this.#producers.get(id);
    if (!producer) throw new ConfabError('producer-unknown');
    return producer;
  }

  #consumer(id: string): types.Consumer {
    const consumer = this.#consumers.get(id);
    if (!consumer) throw new ConfabError('consumer-unknown');
    return consumer;
  }
}

function describe(producer: Producer): ProducerInfo {
  return { ...producer.appData.info, producer: producer.id, paused: producer.paused };
}

/** Runs a call to mediasoup and gives its refusals the code that travels. */
async function guard<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ConfabError) throw error;
    if (error instanceof WorkerClosedError || error instanceof NotFoundError) {
      throw new ConfabError('media-unavailable', undefined, { cause: error });
    }
    const detail = error instanceof Error ? error.message.slice(0, 500) : undefined;
    throw new ConfabError('malformed-message', detail, { cause: error });
  }
}
