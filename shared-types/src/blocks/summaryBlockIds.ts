/**
 * Ids of blocks that are part of the minutes on a page: the set they were written with, the part
 * (`s`ummary, `d`ecisions, `a`ctions, `q`uestions, `n`otes), whether heading or item, and a hash of
 * the block as it was written.
 */
export const summaryBlockIdForm = /^sum-([a-z0-9]{10})-([sdaqn])([hi])\d{1,4}-([0-9a-f]{16})$/u;

/** The hash of no block: one with it counts as changed by people, and stays. */
const unwritten = '0'.repeat(16);

/**
 * The id of a block that a person put among the actions. It is kept when the summary is written
 * anew, and what it leads to is not listed a second time. `set` is ten random characters of a–z, 0–9.
 */
export function addedActionId(set: string, kind: 'heading' | 'item'): string {
  return `sum-${set}-a${kind === 'heading' ? 'h' : 'i'}0-${unwritten}`;
}
