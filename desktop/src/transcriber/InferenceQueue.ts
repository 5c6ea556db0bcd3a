/** Final lines of a call first, then recordings, then drafts, which only matter while they are new. */
const priorities = ['final', 'file', 'draft'] as const;
export type InferencePriority = (typeof priorities)[number];

/** Runs one inference at a time over all sessions: two at once are slower than one after the other. */
export class InferenceQueue {
  readonly #waiting: Record<InferencePriority, (() => Promise<void>)[]> = {
    final: [],
    file: [],
    draft: [],
  };
  #running = false;

  /** Whether anything runs or waits; a draft then waits for a better time. */
  get busy(): boolean {
    return this.#running || priorities.some((priority) => this.#waiting[priority].length > 0);
  }

  run<T>(priority: InferencePriority, task: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting[priority].push(() => task().then(resolve, reject));
      void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (let next = this.#take(); next !== undefined; next = this.#take()) await next();
    this.#running = false;
  }

  #take(): (() => Promise<void>) | undefined {
    for (const priority of priorities) {
      const task = this.#waiting[priority].shift();
      if (task !== undefined) return task;
    }
    return undefined;
  }
}
