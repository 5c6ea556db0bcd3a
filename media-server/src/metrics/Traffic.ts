import type { types } from 'mediasoup';
import { isGone } from '../sfu/guard.ts';

type CountedTransport = Pick<types.WebRtcTransport, 'id' | 'closed' | 'getStats'>;

interface Bytes {
  readonly received: number;
  readonly sent: number;
}

const oftenestMs = 1000;

/**
 * Bytes that all transports received and sent. Workers keep no sum of their own, a dump has no bytes,
 * and producers' and consumers' stats would be a question each: so every transport is asked when the
 * metrics are read, two a person, and what it carried since the last reading is added. What a
 * transport carried between the last reading and its end is not in it.
 */
export class Traffic {
  readonly #transports: () => Iterable<CountedTransport>;
  #seen = new Map<string, Bytes>();
  #total: Bytes = { received: 0, sent: 0 };
  #readAt = -Infinity;
  #reading: Promise<Bytes> | null = null;

  constructor(transports: () => Iterable<CountedTransport>) {
    this.#transports = transports;
  }

  /** Readings that come at once, or within a second, cost one. */
  read(now: number = performance.now()): Promise<Bytes> {
    if (now - this.#readAt < oftenestMs && this.#reading) return this.#reading;
    this.#readAt = now;
    this.#reading = this.#add();
    return this.#reading;
  }

  async #add(): Promise<Bytes> {
    const seen = new Map<string, Bytes>();
    let { received, sent } = this.#total;
    await Promise.all(
      [...this.#transports()].map(async (transport) => {
        const bytes = await bytesOf(transport);
        if (!bytes) return;
        const before = this.#seen.get(transport.id) ?? { received: 0, sent: 0 };
        seen.set(transport.id, bytes);
        received += bytes.received - before.received;
        sent += bytes.sent - before.sent;
      }),
    );
    this.#seen = seen;
    this.#total = { received, sent };
    return this.#total;
  }
}

async function bytesOf(transport: CountedTransport): Promise<Bytes | null> {
  if (transport.closed) return null;
  try {
    const [stats] = await transport.getStats();
    return stats ? { received: stats.bytesReceived, sent: stats.bytesSent } : null;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}
