const unitMs = 300;
const longestMs = 30_000;

/**
 * How long to wait before an attempt, counted from 0: at once, then 0.3, 1.2, 2.7 … up to 30 s, up
 * to a fifth more or less so that the clients of a restarted server do not come back as one.
 *
 * @param random in 0..1
 */
export function backoffMs(attempt: number, random: () => number): number {
  const delay = Math.min(unitMs * attempt ** 2, longestMs);
  return delay * (0.8 + 0.4 * random());
}
