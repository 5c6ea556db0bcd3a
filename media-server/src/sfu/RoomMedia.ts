import type { SignalingRequestData } from '@confab/shared-types';
import type { types } from 'mediasoup';
import type { Limits } from '../limits.ts';
import { describeError } from '../Log.ts';
import type { MediaWorkers } from './MediaWorkers.ts';
import { LayerWants } from './LayerWants.ts';
import { mediaCodecs } from './codecs.ts';
import { QualityMonitor, type SessionQuality } from './QualityMonitor.ts';

/** How loud the producer with this id is, in dBov (-127 to 0). */
export interface ProducerLevel {
  readonly producer: string;
  readonly level: number;
}

export interface RoomMediaEvents {
  /** Loudest first; empty when it fell silent. */
  readonly onLevels: (levels: readonly ProducerLevel[]) => void;
  /** Of those whose quality changed; at most every two seconds. */
  readonly onQualities: (qualities: readonly SessionQuality[]) => void;
  /** The worker died: everything that was made here is gone. */
  readonly onLost: () => void;
}

export type TransportLimits = Pick<
  Limits,
  'maxIncomingBitrate' | 'initialOutgoingBitrate' | 'maxOutgoingBitrate'
>;

const levelIntervalMs = 500;
const levelThreshold = -55;
const levelEntries = 6;

/** The media of one room on one worker: its router, and who speaks, watches what, and arrives how. */
export class RoomMedia {
  readonly layerWants = new LayerWants();
  readonly quality: QualityMonitor;
  readonly #router: types.Router;
  readonly #webRtcServer: types.WebRtcServer;
  readonly #levels: types.AudioLevelObserver;

  static async create(workers: MediaWorkers, events: RoomMediaEvents): Promise<RoomMedia> {
    const { router, webRtcServer } = await workers.createRouter(mediaCodecs);
    router.once('workerclose', events.onLost);
    const levels = await router.createAudioLevelObserver({
      interval: levelIntervalMs,
      threshold: levelThreshold,
      maxEntries: levelEntries,
    });
    levels.on('volumes', (volumes) => {
      events.onLevels(
        volumes.map(({ producer, volume }) => ({ producer: producer.id, level: volume })),
      );
    });
    levels.on('silence', () => events.onLevels([]));
    const quality = new QualityMonitor({
      onQualities: events.onQualities,
      onError: (error) => workers.log.warn('quality', { error: describeError(error) }),
    });
    const media = new RoomMedia(router, webRtcServer, levels, quality);
    router.observer.once('close', () => media.#stop());
    return media;
  }

  private constructor(
    router: types.Router,
    webRtcServer: types.WebRtcServer,
    levels: types.AudioLevelObserver,
    quality: QualityMonitor,
  ) {
    this.#router = router;
    this.#webRtcServer = webRtcServer;
    this.#levels = levels;
    this.quality = quality;
  }

  get rtpCapabilities(): types.RtpCapabilities {
    return this.#router.rtpCapabilities;
  }

  /** All whose quality is not good, for who comes later. */
  get qualities(): readonly SessionQuality[] {
    return this.quality.notGood;
  }

  /** Rejects when the worker died; nothing is left of it then. */
  async createTransport(
    direction: SignalingRequestData<'createTransport'>['direction'],
    limits: TransportLimits,
  ): Promise<types.WebRtcTransport> {
    const { maxIncomingBitrate, maxOutgoingBitrate, initialOutgoingBitrate } = limits;
    // Until the receiver's first report mediasoup goes by this alone, whatever the bound.
    const initial = Math.min(initialOutgoingBitrate, maxOutgoingBitrate || Infinity);
    const transport = await this.#router.createWebRtcTransport({
      webRtcServer: this.#webRtcServer,
      // TCP where a network lets no UDP through; data goes over signalling, not over SCTP.
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      enableSctp: false,
      initialAvailableOutgoingBitrate: initial,
    });
    if (direction === 'send') await transport.setMaxIncomingBitrate(maxIncomingBitrate);
    else if (maxOutgoingBitrate > 0) {
      await transport.setMaxOutgoingBitrate(maxOutgoingBitrate);
    }
    return transport;
  }

  async observeLevel(producer: types.Producer): Promise<void> {
    await this.#levels.addProducer({ producerId: producer.id });
  }

  canConsume(producerId: string, rtpCapabilities: types.RtpCapabilities): boolean {
    return this.#router.canConsume({ producerId, rtpCapabilities });
  }

  close(): void {
    this.#router.removeAllListeners('workerclose');
    this.#router.close();
  }

  #stop(): void {
    this.layerWants.close();
    this.quality.close();
  }
}
