import { Counter, Gauge, type Registry } from 'prom-client';
import type { MediaWorker, MediaWorkers } from '../sfu/MediaWorkers.ts';

const kinds = ['audio', 'video'] as const;

/** What the workers carry and what it costs them, each by its number. */
export function workerMetrics(prefix: string, registers: Registry[], workers: MediaWorkers): void {
  const gauge = <L extends string>(
    name: string,
    help: string,
    labelNames: L[],
    collect: (gauge: Gauge<L>) => void | Promise<void>,
  ) =>
    new Gauge<L>({
      registers,
      name: prefix + name,
      help,
      labelNames,
      async collect() {
        this.reset();
        await collect(this);
      },
    });

  gauge('workers', 'Media workers that run', [], (it) => it.set(workers.running.length));
  new Counter({
    registers,
    name: `${prefix}worker_deaths_total`,
    help: 'Media workers that died and were replaced',
    collect() {
      this.reset();
      this.inc(workers.deaths);
    },
  });
  gauge('transports', 'Transports by worker', ['worker'], (it) => {
    for (const { index, load } of workers.running) {
      it.set({ worker: String(index) }, load.transports.size);
    }
  });
  for (const streams of ['producers', 'consumers'] as const) {
    gauge(streams, `Media ${streams} by kind and worker`, ['kind', 'worker'], (it) => {
      for (const { index, load } of workers.running) {
        for (const kind of kinds) it.set({ kind, worker: String(index) }, load[streams][kind]);
      }
    });
  }
  gauge(
    'worker_max_resident_bytes',
    'The most memory a worker has held so far',
    ['worker'],
    async (it) => {
      for (const { index, usage } of await usages(workers)) {
        it.set({ worker: String(index) }, usage.ru_maxrss * 1024);
      }
    },
  );
  new Counter({
    registers,
    name: `${prefix}worker_cpu_seconds_total`,
    help: 'Processor time of a worker: one that uses a second a second is full',
    labelNames: ['worker'],
    async collect() {
      const all = await usages(workers);
      this.reset();
      for (const { index, usage } of all) {
        this.inc({ worker: String(index) }, (usage.ru_utime + usage.ru_stime) / 1000);
      }
    },
  });
}

/** A worker that dies while it is asked is left out. */
async function usages(workers: MediaWorkers) {
  const answers = await Promise.all(
    workers.running.map(async ({ index, worker }) => ({ index, usage: await usageOf(worker) })),
  );
  return answers.flatMap(({ index, usage }) => (usage ? [{ index, usage }] : []));
}

async function usageOf(worker: MediaWorker['worker']) {
  try {
    return await worker.getResourceUsage();
  } catch (error) {
    if (worker.closed) return null;
    throw error;
  }
}
