import { createHash } from 'node:crypto';
import { readBlocks, summaryBlockIdForm, writeBlocks } from '@confab/shared-types';
import type { Block } from '@confab/shared-types';
import * as Y from 'yjs';
import { minutesSections } from './minutesTexts.ts';
import type { MinutesSection } from './minutesTexts.ts';

/** What the id of a block says that the hub wrote as part of a summary. */
export interface SummaryBlockId {
  /** All blocks written at once are of one set. */
  readonly set: string;
  readonly section: MinutesSection;
  readonly isHeading: boolean;
  /** Of the block as it was written. */
  readonly hash: string;
}

const initials: Readonly<Record<string, MinutesSection>> = Object.fromEntries(
  minutesSections.map((section) => [section.charAt(0), section]),
);

/** An id that says which set the block is of, which part of the minutes, and how it was written. */
export function summaryBlockId(
  set: string,
  at: number,
  { section, isHeading, block }: { section: MinutesSection; isHeading: boolean; block: Block },
): string {
  const [read] = asRead([block]);
  if (read === undefined) throw new Error('a block that cannot be read');
  return `sum-${set}-${section.charAt(0)}${isHeading ? 'h' : 'i'}${at}-${hashOf(read)}`;
}

/** Null for a block that is no part of a summary. */
export function parseSummaryBlockId(id: string | undefined): SummaryBlockId | null {
  const [, set = '', initial = '', kind, hash = ''] = summaryBlockIdForm.exec(id ?? '') ?? [];
  const section = initials[initial];
  return section === undefined ? null : { set, section, isHeading: kind === 'h', hash };
}

/** Whether nobody changed a block since it was written: not its words, its tick, what is below it. */
export function isAsWritten(block: Block): boolean {
  return parseSummaryBlockId(block.id)?.hash === hashOf(block);
}

function hashOf({ type, props = {}, content = [], children = [] }: Block): string {
  const inOrder = Object.entries(props).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([type, inOrder, content, children.length]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Blocks as they are read when they have been in a document. */
function asRead(blocks: readonly Block[]): Block[] {
  const ydoc = new Y.Doc();
  const fragment = ydoc.getXmlFragment('blocks');
  writeBlocks(fragment, blocks, () => 'block');
  const read = readBlocks(fragment);
  ydoc.destroy();
  return read;
}
