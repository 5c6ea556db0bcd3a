import {
  insertBlocks,
  pageSummarySchema,
  parseUtteranceLink,
  readBlocks,
  writeBlocks,
  yTypes,
} from '@confab/shared-types';
import type { Block, PageSummary } from '@confab/shared-types';
import * as Y from 'yjs';
import { randomId } from '../../randomId.ts';
import type { MinutesBlock } from './minutesBlocks.ts';
import { minutesSections } from './minutesTexts.ts';
import type { MinutesSection } from './minutesTexts.ts';
import { isAsWritten, parseSummaryBlockId, summaryBlockId } from './summaryBlockIds.ts';

/** What is known of the summary a page has; null: none was written. */
export function readPageSummary(ydoc: Y.Doc): PageSummary | null {
  const parsed = pageSummarySchema.safeParse(ydoc.getMap(yTypes.meta).get('summary'));
  return parsed.success ? parsed.data : null;
}

/** Whether nobody changed, moved or removed anything of the summary a page has. */
export function isUntouched(ydoc: Y.Doc): boolean {
  const summary = readPageSummary(ydoc);
  const group = topGroup(ydoc);
  if (summary === null || group === null) return false;
  const own = readGroup(ydoc, group).filter(({ id }) => parseSummaryBlockId(id) !== null);
  const isWhole = own.length === summary.blocks;
  return isWhole && own.every((block) => isOfSet(block, summary.set) && isAsWritten(block));
}

/**
 * Whether a page wants a summary of so many lines from a person's hub: it has none, or one of fewer
 * that it wrote itself and nobody changed. One that a model wrote is not replaced by less: whoever
 * wants it anew asks for it.
 */
export function wantsSummary(ydoc: Y.Doc, lines: number, person: string): boolean {
  const summary = readPageSummary(ydoc);
  if (summary === null) return lines > 0;
  const isOurs = summary.by === person && summary.method === 'extractive';
  return isOurs && summary.lines < lines && isUntouched(ydoc);
}

function isOfSet({ id }: Block, set: string): boolean {
  return parseSummaryBlockId(id)?.set === set;
}

/** A summary as it stands on a page, without what somebody changed of it. */
export interface WrittenSummary {
  readonly summary: PageSummary;
  readonly blocks: readonly MinutesBlock[];
}

/** Null: none was written. */
export function readSummary(ydoc: Y.Doc): WrittenSummary | null {
  const summary = readPageSummary(ydoc);
  const group = topGroup(ydoc);
  if (summary === null || group === null) return null;
  const blocks = readGroup(ydoc, group).flatMap((block): MinutesBlock[] => {
    const id = parseSummaryBlockId(block.id);
    if (id?.set !== summary.set || !isAsWritten(block)) return [];
    const { section, isHeading } = id;
    return [{ section, isHeading, utterance: linesOf(block)[0] ?? null, block }];
  });
  return { summary, blocks };
}

/**
 * Writes a summary above all else on the page, or in the place of the one before. Blocks of that
 * one which somebody changed stay in their part, and are not written a second time. Part of a
 * transaction of its caller's.
 */
export function writeSummary(
  ydoc: Y.Doc,
  written: PageSummary,
  blocks: readonly MinutesBlock[],
): void {
  const fresh = blocks.map((each, at) => ({
    ...each,
    block: { ...each.block, id: summaryBlockId(written.set, at, each) },
  }));
  putSummary(ydoc, { summary: written, blocks: fresh });
}

/** Puts a summary on the page, as it was read from there, like {@link writeSummary}. */
export function putSummary(ydoc: Y.Doc, { summary, blocks: fresh }: WrittenSummary): void {
  ydoc.getMap(yTypes.meta).set('summary', summary);
  const group = topGroup(ydoc);
  if (group === null) {
    const fragment = ydoc.getXmlFragment(yTypes.blocks);
    return writeBlocks(
      fragment,
      fresh.map(({ block }) => block),
      missingId,
    );
  }
  const first = firstOfSummary(ydoc, group);
  removeBlocks(ydoc, group, isAsWritten);
  let at = first ?? 0;
  for (const section of minutesSections) {
    at = writeSection(
      ydoc,
      group,
      at,
      section,
      fresh.filter((each) => each.section === section),
    );
  }
  // Without a block an editor would put one there.
  if (group.length === 0) insertBlocks(group, 0, [{ type: 'paragraph', id: randomId() }]);
}

/**
 * Two hubs wrote a summary without knowing of each other: the one that all copies of the page agree
 * on stays, what nobody changed of others goes. Every hub that sees it comes to the same page.
 * Whether there is anything to be done is the answer; `remove` false only looks.
 */
export function tidySummaries(ydoc: Y.Doc, remove: boolean): boolean {
  const current = readPageSummary(ydoc)?.set;
  const group = topGroup(ydoc);
  if (current === undefined || group === null) return false;
  const blocks = readGroup(ydoc, group);
  const isOf = (block: Block, wanted: boolean): boolean => {
    const id = parseSummaryBlockId(block.id);
    return id !== null && (id.set === current) === wanted && isAsWritten(block);
  };
  // An older summary alone is one that somebody brought back from the page's history.
  if (!blocks.some((block) => isOf(block, true)) || !blocks.some((block) => isOf(block, false))) {
    return false;
  }
  if (remove) removeBlocks(ydoc, group, (block) => isOf(block, false));
  return true;
}

/** Answers where the next part goes: behind this one. */
function writeSection(
  ydoc: Y.Doc,
  group: Y.XmlElement,
  from: number,
  section: MinutesSection,
  fresh: readonly MinutesBlock[],
): number {
  const kept = readGroup(ydoc, group).flatMap((block, at) => {
    const id = parseSummaryBlockId(block.id);
    return id?.section === section ? [{ block, at, isHeading: id.isHeading }] : [];
  });
  const about = new Set(kept.flatMap(({ block }) => linesOf(block)));
  const hasHeading = kept.some(({ isHeading }) => isHeading);
  const added = fresh.filter(({ isHeading, utterance }) =>
    isHeading ? !hasHeading : utterance === null || !about.has(utterance),
  );
  const items = added.some(({ isHeading }) => !isHeading) || kept.length > 0 ? added : [];
  const firstKept = kept[0];
  const at = firstKept === undefined ? from : firstKept.at + (firstKept.isHeading ? 1 : 0);
  insertBlocks(
    group,
    at,
    items.map(({ block }) => block),
  );
  const lastKept = kept.at(-1);
  const end = lastKept === undefined ? at : Math.max(at, lastKept.at + 1);
  return end + items.length;
}

/** The lines a block links to. */
function linesOf({ content = [] }: Block): string[] {
  return content.flatMap((run) => {
    const line = 'text' in run && run.link !== undefined ? parseUtteranceLink(run.link) : null;
    return line === null ? [] : [line];
  });
}

function topGroup(ydoc: Y.Doc): Y.XmlElement | null {
  const first = ydoc.getXmlFragment(yTypes.blocks).get(0);
  return first instanceof Y.XmlElement && first.nodeName === 'blockGroup' ? first : null;
}

/** The blocks of the page's group, each at its own index. */
function readGroup(ydoc: Y.Doc, group: Y.XmlElement): Block[] {
  return readBlocks(ydoc.getXmlFragment(yTypes.blocks)).slice(0, group.length);
}

function firstOfSummary(ydoc: Y.Doc, group: Y.XmlElement): number | null {
  const at = readGroup(ydoc, group).findIndex(({ id }) => parseSummaryBlockId(id) !== null);
  return at < 0 ? null : at;
}

function removeBlocks(ydoc: Y.Doc, group: Y.XmlElement, which: (block: Block) => boolean): void {
  const blocks = readGroup(ydoc, group);
  for (let at = blocks.length - 1; at >= 0; at--) {
    const block = blocks[at];
    if (block !== undefined && which(block)) group.delete(at, 1);
  }
}

function missingId(): never {
  throw new Error('a block without an id');
}
