/** Runs `work` now; what it returns resolves, what it throws rejects. SQLite itself never waits. */
export function settle<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
