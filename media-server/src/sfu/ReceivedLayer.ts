import type { types } from 'mediasoup';

export interface ReceivedLayerOptions {
  readonly consumer: types.Consumer;
  /** Null: its producer sends, but the receiver's bandwidth lets nothing of it through. */
  readonly tell: (spatialLayer: number | null) => void;
}

/** A change of layers goes through "none" for a moment: only what lasts this long stands still. */
const standstillMs = 1000;

/**
 * Which spatial layer of a video gets through to its receiver. Told when it changes; that it is paused
 * by either end, or that its publisher sends nothing, is not told here: both know it otherwise.
 */
export class ReceivedLayer {
  readonly #options: ReceivedLayerOptions;
  #told: number | null | undefined;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: ReceivedLayerOptions) {
    this.#options = options;
    const { consumer } = options;
    // Without layers mediasoup never holds a video back, and says nothing.
    if (consumer.kind !== 'video' || consumer.type === 'simple') return;
    consumer.on('layerschange', () => this.check());
    consumer.on('score', () => this.check());
    consumer.on('producerresume', () => this.check());
    consumer.observer.once('close', () => this.#stop());
  }

  /** To be called when the consumer was resumed. */
  check(): void {
    const { consumer } = this.#options;
    if (consumer.closed || consumer.type === 'simple') return;
    const layer = consumer.currentLayers?.spatialLayer;
    if (layer !== undefined) {
      this.#stop();
      this.#tell(layer);
    } else if (this.#isStarved()) {
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        if (this.#isStarved()) this.#tell(null);
      }, standstillMs);
    } else {
      this.#stop();
    }
  }

  /** Says it again to a receiver that may have missed it, if it stands still. */
  tellAgain(): void {
    if (this.#told === null) this.#options.tell(null);
  }

  #isStarved(): boolean {
    const { consumer } = this.#options;
    const sends = consumer.score.producerScores.some((score) => score > 0);
    return sends && !consumer.paused && !consumer.producerPaused && !consumer.currentLayers;
  }

  #tell(layer: number | null): void {
    if (layer === this.#told) return;
    this.#told = layer;
    this.#options.tell(layer);
  }

  #stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
