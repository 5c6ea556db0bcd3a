import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface EventLoopLag {
  /** Seconds since the last time it was asked: median, 99th percentile, and longest. */
  take(): { readonly '0.5': number; readonly '0.99': number; readonly '1': number };
  stop(): void;
}

const resolutionMs = 20;
const nanoseconds = 1e9;

/** How late timers fire: what signalling waits for while this process is busy. */
export function watchEventLoopLag(): EventLoopLag {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  // The histogram measures whole intervals; what is above the resolution is lag.
  const lag = (value: number) => Math.max(0, value / nanoseconds - resolutionMs / 1000);
  return {
    take() {
      const { max } = histogram;
      const taken = {
        '0.5': lag(histogram.percentile(50)),
        '0.99': lag(histogram.percentile(99)),
        '1': lag(max),
      };
      histogram.reset();
      return taken;
    },
    stop: () => histogram.disable(),
  };
}
