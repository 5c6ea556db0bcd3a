const tickMs = 10;
/** Behind by more, packets are left out: a burst of all of them would be another load. */
const catchUpMs = 200;

interface Beat {
  readonly intervalMs: number;
  readonly send: () => void;
  due: number;
}

/** The one clock of all streams that are sent: each gets its turn at a steady pace. */
export class Pacer {
  readonly #beats = new Set<Beat>();
  readonly #timer: NodeJS.Timeout;
  #lastTick = performance.now();
  #latest = 0;
  #skipped = 0;

  constructor() {
    this.#timer = setInterval(() => this.#tick(), tickMs);
  }

  /** How late it was at worst, in milliseconds: what is sent and measured can be no better. */
  get latestMs(): number {
    return this.#latest;
  }

  /** Turns that were left out because this machine did not keep up. */
  get skipped(): number {
    return this.#skipped;
  }

  /** From now on the lateness and the turns left out count from nothing. */
  resetCounts(): void {
    this.#latest = 0;
    this.#skipped = 0;
  }

  /** Calls back every so many milliseconds until it is stopped. */
  every(intervalMs: number, send: () => void): () => void {
    // Streams that began together do not all send at the same instant for ever.
    const beat = { intervalMs, send, due: performance.now() + Math.random() * intervalMs };
    this.#beats.add(beat);
    return () => this.#beats.delete(beat);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#beats.clear();
  }

  #tick(): void {
    const now = performance.now();
    this.#latest = Math.max(this.#latest, now - this.#lastTick - tickMs);
    this.#lastTick = now;
    for (const beat of this.#beats) {
      if (now - beat.due > catchUpMs) {
        const left = Math.floor((now - beat.due) / beat.intervalMs);
        this.#skipped += left;
        beat.due += left * beat.intervalMs;
      }
      while (beat.due <= now) {
        beat.due += beat.intervalMs;
        beat.send();
      }
    }
  }
}
