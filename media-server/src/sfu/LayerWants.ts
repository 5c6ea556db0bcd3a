import type { types } from 'mediasoup';

/** What is asked of a consumer to know what it wants. */
export type WantingConsumer = Pick<
  types.Consumer,
  'id' | 'producerId' | 'closed' | 'paused' | 'preferredLayers'
>;

interface Wanted {
  readonly tell: (spatialLayer: number) => void;
  readonly consumers: Map<string, WantingConsumer>;
  /** What the publisher was told last; null: nothing yet, so it sends everything. */
  told: number | null;
  fewer: NodeJS.Timeout | null;
}

/** Nobody turns a page and back within this; a publisher does not start and stop its encoder for it. */
const fewerDelayMs = 300;
const nobody = -1;

/**
 * The highest layer of each video producer that anybody watches, told to its publisher so that it
 * sends no more than that: at once when more is wanted, after a moment when less is.
 */
export class LayerWants {
  readonly #producers = new Map<string, Wanted>();

  /** `tell` is first called when it is known that something less than everything is wanted. */
  addProducer(id: string, tell: (spatialLayer: number) => void): void {
    this.#producers.set(id, { tell, consumers: new Map(), told: null, fewer: null });
    this.changed(id);
  }

  removeProducer(id: string): void {
    const wanted = this.#producers.get(id);
    if (wanted?.fewer) clearTimeout(wanted.fewer);
    this.#producers.delete(id);
  }

  /** Of producers that were not added (sound) nothing is kept. */
  addConsumer(consumer: WantingConsumer): void {
    this.#producers.get(consumer.producerId)?.consumers.set(consumer.id, consumer);
    this.changed(consumer.producerId);
  }

  removeConsumer(consumer: WantingConsumer): void {
    this.#producers.get(consumer.producerId)?.consumers.delete(consumer.id);
    this.changed(consumer.producerId);
  }

  /** To be called when a consumer was paused, resumed, or prefers another layer. */
  changed(producerId: string): void {
    const wanted = this.#producers.get(producerId);
    if (!wanted) return;
    const now = highest(wanted);
    if (wanted.fewer) clearTimeout(wanted.fewer);
    wanted.fewer = null;
    if (now === wanted.told) return;
    if (wanted.told !== null && now > wanted.told) return this.#tell(wanted, now);
    wanted.fewer = setTimeout(() => this.#tell(wanted, highest(wanted)), fewerDelayMs);
  }

  /** False while the publisher sends nothing because nobody watches. */
  isWanted(producerId: string): boolean {
    return this.#producers.get(producerId)?.told !== nobody;
  }

  /** Says again what was said last, to a publisher that may have missed it. */
  tellAgain(producerId: string): void {
    const wanted = this.#producers.get(producerId);
    if (wanted && wanted.told !== null) wanted.tell(wanted.told);
  }

  close(): void {
    for (const id of [...this.#producers.keys()]) this.removeProducer(id);
  }

  #tell(wanted: Wanted, spatialLayer: number): void {
    wanted.fewer = null;
    wanted.told = spatialLayer;
    wanted.tell(spatialLayer);
  }
}

/** Without layers there is one, 0. */
function highest({ consumers }: Wanted): number {
  let layer = nobody;
  for (const { closed, paused, preferredLayers } of consumers.values()) {
    if (!closed && !paused) layer = Math.max(layer, preferredLayers?.spatialLayer ?? 0);
  }
  return layer;
}
