/** Time, passed in so that tests can hold it still. Milliseconds since the epoch. */
export interface Clock {
  now(): number;
  /** Runs `action` once after `ms`; returns what prevents it. Never keeps the process alive. */
  after(ms: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
