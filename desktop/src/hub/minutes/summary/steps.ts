import { ConfabError } from '@confab/shared-types';

/** Work that can be put down after each of its steps. */
export type Steps<T> = Generator<undefined, T>;

/** So long others may wait for their turn. */
const turnMs = 8;

/** Does all of the work now. */
export function runAtOnce<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/**
 * Does the work a few milliseconds at a time, so that whatever else this process has to do gets its
 * turn in between. Rejects with `cancelled` when the signal says so.
 */
export async function runInTurns<T>(steps: Steps<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    if (signal.aborted) throw new ConfabError('cancelled');
    const until = performance.now() + turnMs;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (performance.now() < until);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
