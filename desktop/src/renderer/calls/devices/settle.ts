/**
 * Runs `step` one after another until it answers that nothing is left to do. What is asked for while
 * it runs is done by the same run, so wishes may come faster than devices open: the last one wins.
 */
export function createSettler(step: () => Promise<boolean>): () => Promise<void> {
  let running: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    while (await step());
  };
  return () => {
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  };
}
