import type { Clock } from '../Clock.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Time that passes when it is told to, the same for everybody. */
export class SimulatedClock implements Clock {
  #now = 1_000_000_000_000;
  #timers: Timer[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  }

  /** Lets time pass and runs what falls due, earliest first. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = this.#timers
        .filter(({ at }) => at <= end)
        .reduce<Timer | null>(
          (first, timer) => (first === null || timer.at < first.at ? timer : first),
          null,
        );
      if (due === null) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#now = Math.max(this.#now, due.at);
      due.run();
    }
    this.#now = end;
  }
}

/** One machine's clock: somebody may set it, which no timer notices. */
export class MachineClock implements Clock {
  readonly #time: Clock;
  #offset = 0;

  constructor(time: Clock) {
    this.#time = time;
  }

  now(): number {
    return this.#time.now() + this.#offset;
  }

  after(ms: number, run: () => void): () => void {
    return this.#time.after(ms, run);
  }

  /** Jumps forward, or back when negative. */
  jump(ms: number): void {
    this.#offset += ms;
  }
}
