/** Messages as they came, and a promise for the next one that fits. */
export class Inbox<T> {
  readonly all: T[] = [];
  readonly #waiting = new Set<() => void>();
  #taken = 0;

  push(message: T): void {
    this.all.push(message);
    for (const wake of this.#waiting) wake();
  }

  /** The first message after the one taken last that fits; those before it count as taken. */
  async next<S extends T>(fits: (message: T) => message is S): Promise<S>;
  async next(fits?: (message: T) => boolean): Promise<T>;
  async next(fits: (message: T) => boolean = () => true): Promise<T> {
    for (;;) {
      while (this.#taken < this.all.length) {
        const message = this.all[this.#taken];
        this.#taken += 1;
        if (message !== undefined && fits(message)) return message;
      }
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }
}
