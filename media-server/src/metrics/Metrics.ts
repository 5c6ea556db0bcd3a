import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { MediaWorkers } from '../sfu/MediaWorkers.ts';
import { watchEventLoopLag, type EventLoopLag } from './eventLoopLag.ts';
import { Traffic } from './Traffic.ts';
import { workerMetrics } from './workerMetrics.ts';

/** How many there are right now. */
export interface SignalingCounts {
  readonly rooms: number;
  /** Everybody with a session, also who waits or is reconnecting. */
  readonly sessions: number;
  readonly waiting: number;
  /** Inside a room. */
  readonly peers: number;
}

export interface MetricsOptions {
  readonly workers: MediaWorkers;
  readonly counts: () => SignalingCounts;
}

const prefix = 'confab_media_';
const durationBuckets = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];

/** What an operator watches, in Prometheus' text format. Nothing in it names a room or a person. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #lag: EventLoopLag = watchEventLoopLag();
  readonly #requests: Counter<'type' | 'outcome'>;
  readonly #durations: Histogram<'type'>;
  readonly #resumes: Counter;
  readonly #iceRestarts: Counter;

  constructor({ workers, counts }: MetricsOptions) {
    const registers = [this.#registry];
    this.#requests = new Counter({
      registers,
      name: `${prefix}requests_total`,
      help: 'Signalling requests by type, and by outcome: ok or the code of the error',
      labelNames: ['type', 'outcome'],
    });
    this.#durations = new Histogram({
      registers,
      name: `${prefix}request_duration_seconds`,
      help: 'From a signalling request to its answer',
      labelNames: ['type'],
      buckets: durationBuckets,
    });
    this.#resumes = new Counter({
      registers,
      name: `${prefix}resumes_total`,
      help: 'Sessions that were taken up again on a new socket',
    });
    this.#iceRestarts = new Counter({
      registers,
      name: `${prefix}ice_restarts_total`,
      help: 'Transports that found a new way to their client',
    });
    this.#countPresent(counts);
    this.#watchLag();
    this.#countTraffic(
      new Traffic(() => workers.running.flatMap(({ load }) => [...load.transports])),
    );
    workerMetrics(prefix, registers, workers);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** A request was answered, in so many seconds. */
  answered(type: string, outcome: string, seconds: number): void {
    this.#requests.inc({ type, outcome });
    this.#durations.observe({ type }, seconds);
    if (outcome !== 'ok') return;
    if (type === 'resume') this.#resumes.inc();
    if (type === 'restartIce') this.#iceRestarts.inc();
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  close(): void {
    this.#lag.stop();
  }

  #countPresent(counts: () => SignalingCounts): void {
    const helps = {
      rooms: 'Rooms there are',
      sessions: 'Sessions, those that wait or reconnect included',
      waiting: 'Sessions that wait for a host to let them in',
      peers: 'Sessions inside rooms',
    } as const;
    for (const name of ['rooms', 'sessions', 'waiting', 'peers'] as const) {
      new Gauge({
        registers: [this.#registry],
        name: prefix + name,
        help: helps[name],
        collect() {
          this.set(counts()[name]);
        },
      });
    }
  }

  #watchLag(): void {
    const lag = this.#lag;
    new Gauge({
      registers: [this.#registry],
      name: `${prefix}event_loop_lag_seconds`,
      help: 'How late this process got to its work since the last reading: median, p99, longest',
      labelNames: ['quantile'],
      collect() {
        for (const [quantile, seconds] of Object.entries(lag.take())) {
          this.set({ quantile }, seconds);
        }
      },
    });
  }

  #countTraffic(traffic: Traffic): void {
    for (const direction of ['received', 'sent'] as const) {
      new Counter({
        registers: [this.#registry],
        name: `${prefix}${direction}_bytes_total`,
        help: `Bytes of media ${direction}, as of the last reading of each transport`,
        async collect() {
          const total = (await traffic.read())[direction];
          this.reset();
          this.inc(total);
        },
      });
    }
  }
}
