import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { setTimeout as delay } from 'node:timers/promises';
import { describeError, type Log } from '../Log.ts';
import { WorkerLoad } from './WorkerLoad.ts';

export interface MediaWorkersOptions {
  readonly count: number;
  readonly workerBin: string | undefined;
  readonly listenIp: string;
  readonly announcedAddress: string | undefined;
  /** Port of the first worker, one more for each next; 0: any. */
  readonly rtcPort: number;
  readonly log: Log;
}

/** A running worker with the one UDP and TCP port that all its transports share. */
export interface MediaWorker {
  /** Which of the workers it is; the one that replaces it is the same. */
  readonly index: number;
  readonly worker: types.Worker;
  readonly webRtcServer: types.WebRtcServer;
  readonly load: WorkerLoad;
}

/** A worker that lives no longer than this is taken to be broken, and started ever more slowly. */
const shortLifeMs = 60_000;
const firstRestartDelayMs = 250;
const longestRestartDelayMs = 10_000;

/**
 * The mediasoup worker processes, one a core. A worker that dies is replaced; its routers are told
 * by mediasoup (`workerclose`), and whoever owns them asks for a place again.
 */
export class MediaWorkers {
  readonly #options: MediaWorkersOptions;
  readonly #running: (MediaWorker | undefined)[];
  #deaths = 0;
  #waiting: (() => void)[] = [];
  #closed = false;

  /** Starts all workers; rejects when one cannot be started. */
  static async create(options: MediaWorkersOptions): Promise<MediaWorkers> {
    const workers = new MediaWorkers(options);
    try {
      await Promise.all(workers.#running.map((_, index) => workers.#start(index)));
    } catch (error) {
      workers.close();
      throw error;
    }
    return workers;
  }

  private constructor(options: MediaWorkersOptions) {
    this.#options = options;
    this.#running = Array.from<undefined>({ length: options.count }).fill(undefined);
  }

  get log(): Log {
    return this.#options.log;
  }

  /** Process ids of the workers that run. */
  get pids(): readonly number[] {
    return this.running.map(({ worker }) => worker.pid);
  }

  get running(): readonly MediaWorker[] {
    return this.#running.flatMap((slot) => (slot && !slot.worker.closed ? [slot] : []));
  }

  /** How often a worker died so far. */
  get deaths(): number {
    return this.#deaths;
  }

  /** A router on the worker that carries the least; waits while no worker runs. */
  async createRouter(
    mediaCodecs: types.RouterRtpCodecCapability[],
  ): Promise<{ router: types.Router; webRtcServer: types.WebRtcServer }> {
    for (;;) {
      const { worker, webRtcServer, load } = await this.#take();
      try {
        return { router: await worker.createRouter({ mediaCodecs }), webRtcServer };
      } catch (error) {
        // The worker died under the request: another one takes the room.
        if (!worker.closed || this.#closed) throw error;
      } finally {
        load.placing -= 1;
      }
    }
  }

  close(): void {
    this.#closed = true;
    for (const slot of this.#running) slot?.worker.close();
    this.#wake();
  }

  /** The least loaded worker, with one more room counted on it. */
  async #take(): Promise<MediaWorker> {
    for (;;) {
      if (this.#closed) throw new Error('media workers are closed');
      const [best] = [...this.running].sort((a, b) => a.load.compare(b.load));
      if (best) {
        best.load.placing += 1;
        return best;
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async #start(index: number, shortLives = 0): Promise<void> {
    const { workerBin, log } = this.#options;
    const worker = await mediasoup.createWorker({
      logLevel: 'warn',
      ...(workerBin === undefined ? {} : { workerBin }),
    });
    const load = new WorkerLoad(worker.observer);
    const startedAt = Date.now();
    try {
      const listenInfos = this.#listenInfos(index);
      const webRtcServer = await worker.createWebRtcServer({ listenInfos });
      if (this.#closed) return worker.close();
      this.#running[index] = { index, worker, webRtcServer, load };
    } catch (error) {
      worker.close();
      throw error;
    }
    worker.once('died', (error) => {
      log.error('worker-died', { pid: worker.pid, error: error.message });
      this.#running[index] = undefined;
      this.#deaths += 1;
      const shortLived = Date.now() - startedAt < shortLifeMs;
      void this.#restart(index, shortLived ? shortLives + 1 : 0);
    });
    log.info('worker-started', { pid: worker.pid });
    this.#wake();
  }

  /** At once the first time; later and later for one that dies again and again or does not start. */
  async #restart(index: number, shortLives: number): Promise<void> {
    for (let failures = shortLives; !this.#closed; failures++) {
      await delay(restartDelayMs(failures), undefined, { ref: false });
      if (this.#closed) return;
      try {
        return await this.#start(index, failures);
      } catch (error) {
        this.#options.log.error('worker-start-failed', { error: describeError(error) });
      }
    }
  }

  #listenInfos(index: number): types.TransportListenInfo[] {
    const { listenIp, announcedAddress, rtcPort } = this.#options;
    return (['udp', 'tcp'] as const).map((protocol) => ({
      protocol,
      ip: listenIp,
      ...(announcedAddress === undefined ? {} : { announcedAddress }),
      ...(rtcPort === 0 ? {} : { port: rtcPort + index }),
    }));
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

/** Before a worker that failed so often in a row is started again. */
export function restartDelayMs(failures: number): number {
  if (failures <= 1) return 0;
  return Math.min(firstRestartDelayMs * 2 ** (failures - 2), longestRestartDelayMs);
}
