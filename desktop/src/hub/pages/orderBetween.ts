import { randomInt } from 'node:crypto';
import { generateKeyBetween } from 'fractional-indexing';

/** Halvings at random: two people who insert at one place at once rarely get the same order. */
const jitterBits = 12;

/**
 * A fractional order between two others; null: no bound. Orders that another app made up are taken
 * for no bound, and so is an upper one that is not above the lower.
 */
export function orderBetween(before: string | null, after: string | null): string {
  const above = before !== null && isOrder(before) ? before : null;
  const bound = after !== null && isOrder(after) ? after : null;
  const below = bound !== null && (above === null || above < bound) ? bound : null;
  let low = generateKeyBetween(above, below);
  let high = generateKeyBetween(low, below);
  for (let bit = 0; bit < jitterBits; bit++) {
    const middle = generateKeyBetween(low, high);
    if (randomInt(2) === 0) high = middle;
    else low = middle;
  }
  return low;
}

function isOrder(order: string): boolean {
  try {
    generateKeyBetween(order, null);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}
