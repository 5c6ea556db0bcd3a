import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { setTimeout as delay } from 'node:timers/promises';
import { describeError, type Log } from '../Log.ts';

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
  readonly worker: types.Worker;
  readonly webRtcServer: types.WebRtcServer;
  readonly load: Readonly<WorkerLoad>;
}

interface WorkerLoad {
  routers: number;
  transports: number;
}

const longestRestartDelayMs = 10_000;

/**
 * The mediasoup worker processes, one a core. A worker that dies is replaced; its routers are told
 * by mediasoup (`workerclose`), and whoever owns them asks for a place again.
 */
export class MediaWorkers {
  readonly #options: MediaWorkersOptions;
  readonly #running: (MediaWorker | undefined)[];
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

  /** Process ids of the workers that run. */
  get pids(): readonly number[] {
    return this.#running.flatMap((slot) => (slot ? [slot.worker.pid] : []));
  }

  /** A router on the worker with the fewest transports; waits while no worker runs. */
  async createRouter(
    mediaCodecs: types.RouterRtpCodecCapability[],
  ): Promise<{ router: types.Router; webRtcServer: types.WebRtcServer }> {
    for (;;) {
      const { worker, webRtcServer } = await this.#leastLoaded();
      try {
        return { router: await worker.createRouter({ mediaCodecs }), webRtcServer };
      } catch (error) {
        // The worker died under the request: another one takes the room.
        if (!worker.closed || this.#closed) throw error;
      }
    }
  }

  close(): void {
    this.#closed = true;
    for (const slot of this.#running) slot?.worker.close();
    this.#wake();
  }

  async #leastLoaded(): Promise<MediaWorker> {
    for (;;) {
      if (this.#closed) throw new Error('media workers are closed');
      const [best] = this.#running
        .flatMap((slot) => (slot && !slot.worker.closed ? [slot] : []))
        .sort((a, b) => a.load.transports - b.load.transports || a.load.routers - b.load.routers);
      if (best) return best;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async #start(index: number): Promise<void> {
    const { workerBin, log } = this.#options;
    const worker = await mediasoup.createWorker({
      logLevel: 'warn',
      ...(workerBin === undefined ? {} : { workerBin }),
    });
    const load = countLoad(worker);
    try {
      const listenInfos = this.#listenInfos(index);
      const webRtcServer = await worker.createWebRtcServer({ listenInfos });
      if (this.#closed) return worker.close();
      this.#running[index] = { worker, webRtcServer, load };
    } catch (error) {
      worker.close();
      throw error;
    }
    worker.once('died', (error) => {
      log.error('worker-died', { pid: worker.pid, error: error.message });
      this.#running[index] = undefined;
      void this.#restart(index);
    });
    log.info('worker-started', { pid: worker.pid });
    this.#wake();
  }

  async #restart(index: number): Promise<void> {
    for (let wait = 0; !this.#closed; wait = Math.min(wait * 2 + 250, longestRestartDelayMs)) {
      if (wait > 0) await delay(wait, undefined, { ref: false });
      try {
        return await this.#start(index);
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

/** Counts what a worker carries without asking it, so that two placements at once see each other. */
function countLoad(worker: types.Worker): WorkerLoad {
  const load: WorkerLoad = { routers: 0, transports: 0 };
  worker.observer.on('newrouter', (router) => {
    load.routers += 1;
    router.observer.once('close', () => (load.routers -= 1));
    router.observer.on('newtransport', (transport) => {
      load.transports += 1;
      transport.observer.once('close', () => (load.transports -= 1));
    });
  });
  return load;
}
