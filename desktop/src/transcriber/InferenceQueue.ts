/** Final lines of a call first, then recordings, then drafts, which only matter while they are new. */
const priorities = ['final', 'file', 'draft'] as const;
export type InferencePriority = (typeof priorities)[number];

/** A window of a recording that lost this often is let finish, so that a long talk does not starve it. */
const mostInterruptions = 2;

interface Task {
  readonly priority: InferencePriority;
  readonly run: (signal: AbortSignal) => Promise<void>;
  readonly reject: (reason: unknown) => void;
  interruptions: number;
  abort: AbortController;
}

/**
 * Runs one inference at a time over all sessions: two at once are slower than one after the other.
 * A final line does not wait for what matters less: a draft that runs is given up, a recording's
 * window is run again later.
 */
export class InferenceQueue {
  readonly #waiting: Record<InferencePriority, Task[]> = { final: [], file: [], draft: [] };
  #running: Task | null = null;

  /** Whether anything runs or waits; a draft then waits for a better time. */
  get busy(): boolean {
    return this.#running !== null || priorities.some((one) => this.#waiting[one].length > 0);
  }

  /** Whether final lines run or wait. */
  get hasFinals(): boolean {
    return this.#running?.priority === 'final' || this.#waiting.final.length > 0;
  }

  /**
   * `task` may run more than once and ends with the reason of its signal when that is aborted.
   * Rejects with an AbortError when a draft had to give way.
   */
  run<T>(priority: InferencePriority, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const run = (signal: AbortSignal): Promise<void> => task(signal).then(resolve);
      const abort = new AbortController();
      this.#waiting[priority].push({ priority, run, reject, interruptions: 0, abort });
      if (priority === 'final') this.#giveWay();
      void this.#drain();
    });
  }

  #giveWay(): void {
    const running = this.#running;
    if (running === null || running.priority === 'final') return;
    if (running.interruptions < mostInterruptions) running.abort.abort();
  }

  async #drain(): Promise<void> {
    if (this.#running !== null) return;
    for (let next = this.#take(); next !== undefined; next = this.#take()) {
      this.#running = next;
      await next.run(next.abort.signal).catch((error: unknown) => this.#ended(next, error));
      this.#running = null;
    }
  }

  #ended(task: Task, error: unknown): void {
    const interrupted = task.abort.signal.aborted && error === task.abort.signal.reason;
    if (!interrupted || task.priority === 'draft') return task.reject(error);
    task.interruptions += 1;
    task.abort = new AbortController();
    this.#waiting[task.priority].unshift(task);
  }

  #take(): Task | undefined {
    for (const priority of priorities) {
      const task = this.#waiting[priority].shift();
      if (task !== undefined) return task;
    }
    return undefined;
  }
}
