import {
  ConfabError,
  type SignalingEvent,
  type SignalingRequestData,
  type SignalingRequestOk,
} from '@confab/shared-types';
import type { types } from 'mediasoup';
import { guard } from './guard.ts';
import { toRtpCapabilities } from './parameters.ts';
import { ReceivedLayer } from './ReceivedLayer.ts';
import type { RoomMedia } from './RoomMedia.ts';

export interface PeerConsumersOptions {
  readonly roomMedia: RoomMedia;
  readonly most: number;
  readonly emit: (event: SignalingEvent) => void;
}

interface Received {
  readonly consumer: types.Consumer;
  readonly layer: ReceivedLayer;
}

/** What one session receives. */
export class PeerConsumers {
  readonly #options: PeerConsumersOptions;
  readonly #received = new Map<string, Received>();

  constructor(options: PeerConsumersOptions) {
    this.#options = options;
  }

  /** The consumer starts paused. Whether the producer may be consumed is the caller's to know. */
  async consume(
    transport: types.Transport,
    producerId: string,
    capabilities: Record<string, unknown>,
  ): Promise<SignalingRequestOk<'consume'>> {
    const { roomMedia, most } = this.#options;
    const rtpCapabilities = toRtpCapabilities(capabilities);
    for (const { consumer } of this.#received.values()) {
      if (consumer.producerId === producerId) consumer.close();
    }
    if (this.#received.size >= most) throw new ConfabError('too-many-requests');
    const consumer = await guard(() => {
      if (!roomMedia.canConsume(producerId, rtpCapabilities)) {
        throw new ConfabError('cannot-consume');
      }
      // Sound too is sent again when it was lost: left to itself mediasoup does so for video alone.
      return transport.consume({ producerId, rtpCapabilities, paused: true, enableRtx: true });
    });
    if (consumer.closed) throw new ConfabError('media-unavailable');
    this.#keep(consumer);
    return {
      consumer: consumer.id,
      producer: consumer.producerId,
      kind: consumer.kind,
      rtpParameters: { ...consumer.rtpParameters },
      producerPaused: consumer.producerPaused,
    };
  }

  async setPaused(id: string, paused: boolean): Promise<void> {
    const { consumer, layer } = this.#find(id);
    await guard(() => (paused ? consumer.pause() : consumer.resume()));
    this.#options.roomMedia.layerWants.changed(consumer.producerId);
    layer.check();
  }

  close(id: string): void {
    this.#find(id).consumer.close();
  }

  async setPreferredLayers(data: SignalingRequestData<'setPreferredLayers'>): Promise<void> {
    const { consumer } = this.#find(data.consumer);
    const { spatialLayer, temporalLayer } = data;
    await guard(() =>
      consumer.setPreferredLayers({
        spatialLayer,
        ...(temporalLayer === undefined ? {} : { temporalLayer }),
      }),
    );
    this.#options.roomMedia.layerWants.changed(consumer.producerId);
  }

  /** Among videos alone: mediasoup never holds sound back. */
  async setPriority(data: SignalingRequestData<'setPriority'>): Promise<void> {
    const { consumer } = this.#find(data.consumer);
    await guard(() => consumer.setPriority(data.priority));
  }

  /** Says again what stands still for want of bandwidth. */
  tellAgain(): void {
    for (const { layer } of this.#received.values()) layer.tellAgain();
  }

  #keep(consumer: types.Consumer): void {
    const { id, producerId: producer } = consumer;
    const { emit, roomMedia } = this.#options;
    const layer = new ReceivedLayer({
      consumer,
      tell: (spatialLayer) =>
        emit({ type: 'consumerLayers', data: { consumer: id, spatialLayer } }),
    });
    this.#received.set(id, { consumer, layer });
    roomMedia.layerWants.addConsumer(consumer);
    consumer.observer.once('close', () => {
      this.#received.delete(id);
      roomMedia.layerWants.removeConsumer(consumer);
    });
    consumer.once('producerclose', () =>
      emit({ type: 'consumerClosed', data: { consumer: id, producer } }),
    );
  }

  #find(id: string): Received {
    const received = this.#received.get(id);
    if (!received) throw new ConfabError('consumer-unknown');
    return received;
  }
}
