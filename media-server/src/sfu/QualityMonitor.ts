import type { ConnectionQuality } from '@confab/shared-types';

/** How somebody's sending arrived, as counted by the transport since it began. */
export interface SendingSample {
  readonly bytesReceived: number;
  /** Of the packets of the last moments, 0 to 1. */
  readonly lost: number;
  /** Worst of the producers' scores by mediasoup, 0 to 10. */
  readonly score: number;
}

export interface Sender {
  readonly session: string;
  /** Null while nothing is expected of it: all is muted, or nobody watches. */
  sample(): Promise<SendingSample | null>;
}

export interface SessionQuality {
  readonly session: string;
  readonly quality: ConnectionQuality;
}

export interface QualityMonitorOptions {
  readonly onQualities: (changed: readonly SessionQuality[]) => void;
  /** A round failed; the next one comes nevertheless. */
  readonly onError: (error: unknown) => void;
  readonly now?: () => number;
}

interface Watched {
  readonly sender: Sender;
  quality: ConnectionQuality;
  /** What was measured since it last agreed with `quality`, and how often in a row. */
  candidate: ConnectionQuality;
  seen: number;
  bytes: number;
  arrivedAt: number;
}

export const qualityIntervalMs = 2000;
const lostAfterMs = 5000;
/** Getting better has to last longer than getting worse, so that it does not flicker. */
const samplesUntilWorse = 2;
const samplesUntilBetter = 3;
const order: readonly ConnectionQuality[] = ['lost', 'poor', 'fair', 'good'];

/** Grades how the sending of a room's people arrives, every two seconds, and tells what changed. */
export class QualityMonitor {
  readonly #options: QualityMonitorOptions;
  readonly #watched = new Map<Sender, Watched>();
  #timer: NodeJS.Timeout | null = null;

  constructor(options: QualityMonitorOptions) {
    this.#options = options;
  }

  /** All whose quality is not good. */
  get notGood(): readonly SessionQuality[] {
    return [...this.#watched.values()]
      .filter(({ quality }) => quality !== 'good')
      .map(({ sender, quality }) => ({ session: sender.session, quality }));
  }

  add(sender: Sender): void {
    this.#watched.set(sender, {
      sender,
      quality: 'good',
      candidate: 'good',
      seen: 0,
      bytes: -1,
      arrivedAt: this.#now(),
    });
    this.#timer ??= setInterval(() => {
      this.sampleAll().catch(this.#options.onError);
    }, qualityIntervalMs);
  }

  remove(sender: Sender): void {
    this.#watched.delete(sender);
    if (this.#watched.size === 0) this.close();
  }

  /** One round; a sender that cannot be asked any more is not graded. */
  async sampleAll(): Promise<void> {
    const changed: SessionQuality[] = [];
    await Promise.all(
      [...this.#watched.values()].map(async (watched) => {
        const sample = await watched.sender.sample();
        if (this.#watched.get(watched.sender) !== watched) return;
        const before = watched.quality;
        this.#grade(watched, sample);
        if (watched.quality !== before) {
          changed.push({ session: watched.sender.session, quality: watched.quality });
        }
      }),
    );
    if (changed.length > 0) this.#options.onQualities(changed);
  }

  close(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  #grade(watched: Watched, sample: SendingSample | null): void {
    const now = this.#now();
    if (!sample || sample.bytesReceived !== watched.bytes) watched.arrivedAt = now;
    watched.bytes = sample?.bytesReceived ?? -1;
    const lost = now - watched.arrivedAt >= lostAfterMs;
    const measured = lost ? 'lost' : qualityOf(sample);
    watched.seen = measured === watched.candidate ? watched.seen + 1 : 1;
    watched.candidate = measured;
    const worse = order.indexOf(measured) < order.indexOf(watched.quality);
    const enough = worse ? samplesUntilWorse : samplesUntilBetter;
    const extreme = lost || watched.quality === 'lost';
    if (extreme || watched.seen >= enough) watched.quality = measured;
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}

/** Up to 5 % loss is repaired by retransmission and FEC without anybody noticing. */
function qualityOf(sample: SendingSample | null): ConnectionQuality {
  if (!sample) return 'good';
  if (sample.lost >= 0.15 || sample.score <= 4) return 'poor';
  return sample.lost >= 0.05 || sample.score <= 7 ? 'fair' : 'good';
}
