/** Milliseconds before the n-th attempt: 0, 0.3, 1.2, 2.7 … 7 s, and up to 30 % more. */
export function backOff(attempt: number, random: number): number {
  return Math.min(7000, 300 * attempt ** 2) * (1 + 0.3 * random);
}
