/**
 * Does work on many values, so many at once: what is written together is committed together, with
 * one wait for the disk. Rejects with the first failure, once none of its batch is under way.
 */
export async function inBatches<T>(
  values: readonly T[],
  size: number,
  work: (value: T) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < values.length; at += size) {
    const settled = await Promise.allSettled(values.slice(at, at + size).map(work));
    const failed = settled.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
}
