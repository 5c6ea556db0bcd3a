import type { CallEnvironment } from './callEnvironment.ts';

/** The timers of one owner, so that none outlives it. */
export class Timers {
  readonly #environment: Pick<CallEnvironment, 'setTimer'>;
  readonly #cancels = new Set<() => void>();
  #closed = false;

  constructor(environment: Pick<CallEnvironment, 'setTimer'>) {
    this.#environment = environment;
  }

  /** Calls back once, unless cancelled by what this answers or closed before. */
  set(callback: () => void, milliseconds: number): () => void {
    if (this.#closed) return () => undefined;
    const cancelTimer = this.#environment.setTimer(() => {
      this.#cancels.delete(cancel);
      callback();
    }, milliseconds);
    const cancel = () => {
      this.#cancels.delete(cancel);
      cancelTimer();
    };
    this.#cancels.add(cancel);
    return cancel;
  }

  close(): void {
    this.#closed = true;
    for (const cancel of [...this.#cancels]) cancel();
  }
}
