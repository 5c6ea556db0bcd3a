import type { types } from 'mediasoup';
import type { MediaWorkers } from './MediaWorkers.ts';
import { mediaCodecs } from './codecs.ts';

/** How loud the producer with this id is, in dBov (-127 to 0). */
export interface ProducerLevel {
  readonly producer: string;
  readonly level: number;
}

export interface RoomMediaEvents {
  /** Loudest first; empty when it fell silent. */
  readonly onLevels: (levels: readonly ProducerLevel[]) => void;
  /** The worker died: everything that was made here is gone. */
  readonly onLost: () => void;
}

const levelIntervalMs = 500;
const levelThreshold = -55;
const levelEntries = 6;

/** The media of one room on one worker: a router and the observer of who speaks. */
export class RoomMedia {
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
    return new RoomMedia(router, webRtcServer, levels);
  }

  private constructor(
    router: types.Router,
    webRtcServer: types.WebRtcServer,
    levels: types.AudioLevelObserver,
  ) {
    this.#router = router;
    this.#webRtcServer = webRtcServer;
    this.#levels = levels;
  }

  get rtpCapabilities(): types.RtpCapabilities {
    return this.#router.rtpCapabilities;
  }

  createTransport(): Promise<types.WebRtcTransport> {
    return this.#router.createWebRtcTransport({
      webRtcServer: this.#webRtcServer,
      preferUdp: true,
      initialAvailableOutgoingBitrate: 1_000_000,
    });
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
}
