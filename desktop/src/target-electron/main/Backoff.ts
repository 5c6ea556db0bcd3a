const steps = [0, 500, 1000, 2000, 5000, 10_000, 30_000];
/** A process that lived this long was well: the next start after it is at once again. */
const wellAfterMs = 60_000;

/** How long to wait before a process that keeps ending is started again. */
export class Backoff {
  #failures = 0;

  /** @param livedMs how long the process lived that ended now */
  next(livedMs: number): number {
    if (livedMs >= wellAfterMs) this.#failures = 0;
    const delay = steps[Math.min(this.#failures, steps.length - 1)] ?? 0;
    this.#failures += 1;
    return delay;
  }
}
