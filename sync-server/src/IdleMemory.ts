import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Clock } from './Clock.ts';
import type { Log } from './Log.ts';

/** What is asked of the process; memory in bytes. */
export interface ProcessMemory {
  /** Held of the system, and how much of it holds objects. */
  use(): { readonly rss: number; readonly heapTotal: number };
  /** Share of the time since the last question in which the process had something to do, 0 to 1. */
  busy(): number;
  /** Gives back to the system what holds nothing; stops the process for about 100 ms. */
  release(): void;
}

export interface IdleMemoryOptions {
  readonly memory: ProcessMemory;
  readonly clock: Clock;
  readonly log: Log;
}

const lookEveryMs = 15_000;
const restMs = 60_000;
const idleBelow = 0.05;
const worthwhileBytes = 64 * 1024 * 1024;

/**
 * Gives memory back once a busy time is over. V8 keeps the pages of freed objects for itself until a
 * collection that is asked to reduce memory, and an idle process never comes to one: five thousand
 * documents loaded and left alone held 450 MB of which 180 were of use.
 */
export class IdleMemory {
  readonly #options: IdleMemoryOptions;
  #cancel: () => void = () => undefined;
  #restUntil = 0;
  /** Code, buffers and the like beside the heap: what was left the last time. */
  #unreleasable = 0;

  constructor(options: IdleMemoryOptions) {
    this.#options = options;
  }

  start(): void {
    this.#cancel = this.#options.clock.after(lookEveryMs, () => {
      this.#look();
      this.start();
    });
  }

  stop(): void {
    this.#cancel();
  }

  #look(): void {
    const { memory, clock, log } = this.#options;
    const idle = memory.busy() < idleBelow;
    const before = memory.use();
    if (!idle || clock.now() < this.#restUntil) return;
    if (before.rss - before.heapTotal < worthwhileBytes + this.#unreleasable) return;
    memory.release();
    this.#restUntil = clock.now() + restMs;
    const after = memory.use();
    this.#unreleasable = after.rss - after.heapTotal;
    log.write('info', 'memory-released', { from: before.rss, to: after.rss });
  }
}

/** This process. */
export function ownMemory(): ProcessMemory {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as NodeJS.GCFunction;
  let before = performance.eventLoopUtilization();
  return {
    use: () => process.memoryUsage(),
    busy() {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, before);
      before = now;
      return utilization;
    },
    release: () => void collect({ type: 'major', flavor: 'last-resort', execution: 'sync' }),
  };
}
