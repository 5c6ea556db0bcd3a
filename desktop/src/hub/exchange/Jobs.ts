import { ConfabError } from '@confab/shared-types';
import type { Job } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import { randomId } from '../randomId.ts';

type Kind = Job['kind'];
type State = Job['state'];
/** What a job that went well has to say. */
export type JobResult = Omit<Extract<State, { name: 'done' }>, 'name'>;

/** What a job uses while it runs. */
export interface RunningJob {
  readonly id: string;
  /** Rejects with `cancelled` when the job is no longer wanted; called often. */
  checkpoint(): Promise<void>;
  readonly signal: AbortSignal;
  /** So many pages and files are to be done. */
  expect(total: number): void;
  advance(by?: number): void;
}

export interface JobsOptions {
  readonly clock: Clock;
  readonly tell: (job: Job) => void;
  readonly onFailed: (error: unknown) => void;
}

/** Is told of one job whenever it moves, and when it ends. */
export type Watcher = (job: Job) => void;

interface Started {
  readonly abort: AbortController;
  readonly ended: Promise<Job>;
  readonly watchers: Set<Watcher>;
}

/** Told at most this often while it moves. */
const tellEveryMs = 100;

/** Work that goes on after it was asked for: how far it is, how it ends, and how it is stopped. */
export class Jobs {
  readonly #options: JobsOptions;
  readonly #running = new Map<string, Started>();

  constructor(options: JobsOptions) {
    this.#options = options;
  }

  /** Starts a job and answers its id. What it rejects with is what it is said to have failed with. */
  start(kind: Kind, work: (job: RunningJob) => Promise<JobResult>): string {
    const id = randomId();
    const abort = new AbortController();
    const watchers = new Set<Watcher>([this.#options.tell]);
    const progress = new Progress(id, kind, this.#options.clock, watchers);
    const ended = this.#run(progress, abort, work).finally(() => this.#running.delete(id));
    this.#running.set(id, { abort, ended, watchers });
    return id;
  }

  /** Resolves with the job's last word. Rejects with `not-found` when no such job runs. */
  async ended(id: string, watch?: Watcher): Promise<Job> {
    const job = this.#running.get(id);
    if (job === undefined) throw new ConfabError('not-found', 'job');
    if (watch !== undefined) job.watchers.add(watch);
    return await job.ended;
  }

  /** Stops a job as soon as it can be; one that has ended stays as it ended. */
  cancel(id: string): void {
    this.#running.get(id)?.abort.abort();
  }

  /** Stops all jobs; resolves when none runs any more. */
  async close(): Promise<void> {
    for (const { abort } of this.#running.values()) abort.abort();
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  async #run(
    progress: Progress,
    abort: AbortController,
    work: (job: RunningJob) => Promise<JobResult>,
  ): Promise<Job> {
    const { signal } = abort;
    try {
      // The one who asked knows the id before anything is told of it.
      await nextTurn();
      const result = await work({
        id: progress.id,
        signal,
        checkpoint: async () => {
          await nextTurn();
          if (signal.aborted) throw new ConfabError('cancelled');
        },
        expect: (total) => progress.expect(total),
        advance: (by = 1) => progress.advance(by),
      });
      return progress.end({ name: 'done', ...result });
    } catch (error) {
      if (signal.aborted) return progress.end({ name: 'cancelled' });
      if (!(error instanceof ConfabError)) this.#options.onFailed(error);
      return progress.end(failure(error));
    }
  }
}

/** How far one job is, told now and again. */
class Progress {
  readonly id: string;
  readonly #kind: Kind;
  readonly #clock: Clock;
  readonly #watchers: ReadonlySet<Watcher>;
  #done = 0;
  #total = 0;
  #cancelTelling: (() => void) | null = null;

  constructor(id: string, kind: Kind, clock: Clock, watchers: ReadonlySet<Watcher>) {
    this.id = id;
    this.#kind = kind;
    this.#clock = clock;
    this.#watchers = watchers;
  }

  expect(total: number): void {
    this.#total = total;
    this.#tellSoon();
  }

  advance(by: number): void {
    this.#done += by;
    this.#tellSoon();
  }

  end(state: State): Job {
    this.#cancelTelling?.();
    if (state.name === 'done') this.#done = this.#total;
    return this.#tell(state);
  }

  #tellSoon(): void {
    this.#cancelTelling ??= this.#clock.after(tellEveryMs, () => {
      this.#cancelTelling = null;
      this.#tell({ name: 'running' });
    });
  }

  #tell(state: State): Job {
    const job: Job = {
      job: this.id,
      kind: this.#kind,
      done: this.#done,
      total: this.#total,
      state,
    };
    for (const watch of this.#watchers) watch(job);
    return job;
  }
}

function failure(error: unknown): State {
  if (!(error instanceof ConfabError)) return { name: 'failed', code: 'internal' };
  const { code, detail } = error;
  return detail === undefined
    ? { name: 'failed', code }
    : { name: 'failed', code, detail: detail.slice(0, 500) };
}

/** Lets everything else of the process have its turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
