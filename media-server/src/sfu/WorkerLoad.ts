import type { MediaKind } from '@confab/shared-types';
import type { types } from 'mediasoup';

/** Counts what a worker carries without asking it. */
export class WorkerLoad {
  /** Rooms that are being put there, so that two placements at once see each other. */
  placing = 0;
  readonly transports = new Set<types.WebRtcTransport>();
  readonly producers: Record<MediaKind, number> = { audio: 0, video: 0 };
  readonly consumers: Record<MediaKind, number> = { audio: 0, video: 0 };
  #routers = 0;

  constructor(observer: types.WorkerObserver) {
    observer.on('newrouter', (router) => {
      this.#routers += 1;
      router.observer.once('close', () => (this.#routers -= 1));
      router.observer.on('newtransport', (transport) => {
        if (isWebRtc(transport)) this.#watch(transport);
      });
    });
  }

  get routers(): number {
    return this.#routers + this.placing;
  }

  /** Streams in and out: each is handled packet by packet, a silent transport costs next to nothing. */
  get streams(): number {
    const { producers, consumers } = this;
    return producers.audio + producers.video + consumers.audio + consumers.video;
  }

  /** Negative: this worker is the better place for one more room. */
  compare(other: WorkerLoad): number {
    return (
      this.streams - other.streams ||
      this.transports.size - other.transports.size ||
      this.routers - other.routers
    );
  }

  #watch(transport: types.WebRtcTransport): void {
    this.transports.add(transport);
    transport.observer.once('close', () => this.transports.delete(transport));
    transport.observer.on('newproducer', (producer) =>
      count(this.producers, producer.kind, producer.observer),
    );
    transport.observer.on('newconsumer', (consumer) =>
      count(this.consumers, consumer.kind, consumer.observer),
    );
  }
}

function count(
  counts: Record<MediaKind, number>,
  kind: MediaKind,
  observer: { once(event: 'close', listener: () => void): unknown },
): void {
  counts[kind] += 1;
  observer.once('close', () => (counts[kind] -= 1));
}

/** There are no others here. */
function isWebRtc(transport: types.Transport): transport is types.WebRtcTransport {
  return transport.type === 'webrtc';
}
