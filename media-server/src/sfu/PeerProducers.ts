import {
  ConfabError,
  type ProducerInfo,
  type SignalingEvent,
  type SignalingRequestData,
} from '@confab/shared-types';
import type { types } from 'mediasoup';
import { guard } from './guard.ts';
import { toRtpParameters } from './parameters.ts';
import type { RoomMedia } from './RoomMedia.ts';

type Producer = types.Producer<{ info: Omit<ProducerInfo, 'producer' | 'paused'> }>;

export interface PeerProducersOptions {
  readonly session: string;
  readonly roomMedia: RoomMedia;
  readonly most: number;
  readonly emit: (event: SignalingEvent) => void;
  readonly onClosed: (producer: string) => void;
}

/**
 * Chrome ignores a key frame request within 300 ms of the last key frame, and mediasoup repeats one
 * only after a second: asked this much later, the second of two who join at once waits less.
 */
const keyFrameRequestDelayMs = 350;

/** What one session sends. */
export class PeerProducers {
  readonly #options: PeerProducersOptions;
  readonly #producers = new Map<string, Producer>();
  #cleared = false;

  constructor(options: PeerProducersOptions) {
    this.#options = options;
  }

  get list(): readonly ProducerInfo[] {
    return [...this.#producers.values()].map(describe);
  }

  /** Producing a track id again replaces what it was before. */
  async produce(
    transport: types.Transport,
    data: SignalingRequestData<'produce'>,
  ): Promise<ProducerInfo> {
    const { session, most, roomMedia } = this.#options;
    for (const earlier of this.#producers.values()) {
      if (earlier.appData.info.track === data.track) this.#close(earlier);
    }
    if (this.#producers.size >= most) throw new ConfabError('too-many-requests');
    const { track, kind, source, paused } = data;
    const producer: Producer = await guard(() =>
      transport.produce({
        kind,
        rtpParameters: toRtpParameters(data.rtpParameters),
        paused,
        keyFrameRequestDelay: keyFrameRequestDelayMs,
        appData: { info: { session, track, kind, source } },
      }),
    );
    if (this.#cleared || producer.closed) throw new ConfabError('media-unavailable');
    this.#producers.set(producer.id, producer);
    producer.once('transportclose', () => this.#forget(producer));
    if (kind === 'audio') await guard(() => roomMedia.observeLevel(producer));
    else this.#tellWantedLayers(producer.id);
    return describe(producer);
  }

  /** Answers the producer as it is now; null when nothing changed. */
  async setPaused(id: string, paused: boolean): Promise<ProducerInfo | null> {
    const producer = this.#producer(id);
    if (producer.paused === paused) return null;
    await guard(() => (paused ? producer.pause() : producer.resume()));
    return describe(producer);
  }

  close(id: string): void {
    this.#close(this.#producer(id));
  }

  /** Says again what of their layers is wanted. */
  tellAgain(): void {
    for (const id of this.#producers.keys()) this.#options.roomMedia.layerWants.tellAgain(id);
  }

  /**
   * The worst score by mediasoup (0 to 10) of what should be arriving; null when nothing should. The
   * best layer of each speaks for it: higher ones stop when there is no need of them. A screen that
   * stands still sends next to nothing, so its score says nothing.
   */
  worstScore(): number | null {
    const { layerWants } = this.#options.roomMedia;
    const expected = [...this.#producers.values()].filter(
      ({ id, paused }) => !paused && layerWants.isWanted(id),
    );
    if (expected.length === 0) return null;
    const scores = expected
      .filter(({ appData, score }) => appData.info.source !== 'screen_share' && score.length > 0)
      .map(({ score }) => Math.max(...score.map((layer) => layer.score)));
    return Math.min(10, ...scores);
  }

  /** Forgets all of them without a word; closing them is their transport's to do. */
  clear(): void {
    this.#cleared = true;
    for (const id of this.#producers.keys()) this.#options.roomMedia.layerWants.removeProducer(id);
    this.#producers.clear();
  }

  #tellWantedLayers(producer: string): void {
    const { emit, roomMedia } = this.#options;
    roomMedia.layerWants.addProducer(producer, (spatialLayer) =>
      emit({ type: 'layersWanted', data: { producer, spatialLayer } }),
    );
  }

  #close(producer: Producer): void {
    producer.close();
    this.#forget(producer);
  }

  #forget(producer: Producer): void {
    if (!this.#producers.delete(producer.id)) return;
    this.#options.roomMedia.layerWants.removeProducer(producer.id);
    this.#options.onClosed(producer.id);
  }

  #producer(id: string): Producer {
    const producer = this.#producers.get(id);
    if (!producer) throw new ConfabError('producer-unknown');
    return producer;
  }
}

function describe(producer: Producer): ProducerInfo {
  return { ...producer.appData.info, producer: producer.id, paused: producer.paused };
}
