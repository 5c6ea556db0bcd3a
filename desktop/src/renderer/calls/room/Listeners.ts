/** Who wants to be told; each may go at any time, also while being told. */
export class Listeners<T extends readonly unknown[]> {
  readonly #listeners = new Set<(...told: T) => void>();

  get size(): number {
    return this.#listeners.size;
  }

  /** Answers what ends it. */
  add(listener: (...told: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(...told: T): void {
    for (const listener of [...this.#listeners]) {
      if (this.#listeners.has(listener)) listener(...told);
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}
