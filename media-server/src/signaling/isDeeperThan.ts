/** Whether objects and arrays are nested in `value` in more levels than these. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}

/** What a message may have: more than any that mediasoup's parameters need. */
export const deepestNesting = 32;
