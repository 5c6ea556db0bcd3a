import { diffArrays } from 'diff';
import { diffWords } from './diffWords.ts';
import type { WordChanges } from './diffWords.ts';

/** A block as it is compared. Blocks inside it are blocks of their own. */
export interface ComparedBlock {
  readonly id: string;
  /** Its text: one line, in a table one for each cell; none in a picture. */
  readonly lines: readonly string[];
  /** Everything else about it: its kind, its properties, the styles of its words. */
  readonly look: string;
}

/** What is to be marked in the page that is shown. */
export type BlockChange =
  | { readonly kind: 'own'; readonly id: string }
  /** Only the other page has it: where it stood, if it is to be drawn. `before` null: at the end. */
  | { readonly kind: 'other'; readonly id: string; readonly before: string | null }
  | { readonly kind: 'words'; readonly id: string; readonly lines: readonly WordChanges[] }
  | { readonly kind: 'moved'; readonly id: string }
  | { readonly kind: 'look'; readonly id: string };

/** Compares two pages block by block, aligned by their ids. */
export function diffBlocks(
  shown: readonly ComparedBlock[],
  other: readonly ComparedBlock[],
  language: string,
): readonly BlockChange[] {
  const shownById = new Map(shown.map((block) => [block.id, block]));
  const otherById = new Map(other.map((block) => [block.id, block]));
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  const changes: BlockChange[] = [];
  let missing: string[] = [];
  const place = (before: string | null): void => {
    for (const id of missing) changes.push({ kind: 'other', id, before });
    missing = [];
  };
  const ids = (blocks: readonly ComparedBlock[]): string[] => blocks.map(({ id }) => id);
  for (const { value, added, removed } of diffArrays(ids(other), ids(shown))) {
    for (const id of value) {
      if (removed) {
        // What is on both pages is told where it is shown.
        if (!shownById.has(id)) missing.push(id);
        continue;
      }
      place(id);
      const before = otherById.get(id);
      const block = shownById.get(id);
      if (block === undefined) continue;
      if (before === undefined) changes.push({ kind: 'own', id });
      else {
        if (added) changes.push({ kind: 'moved', id });
        const change = compare(block, before, segmenter);
        if (change !== null) changes.push(change);
      }
    }
  }
  place(null);
  return changes;
}

function compare(
  shown: ComparedBlock,
  other: ComparedBlock,
  segmenter: Intl.Segmenter,
): BlockChange | null {
  const { id } = shown;
  if (shown.lines.join('\n') !== other.lines.join('\n')) {
    return { kind: 'words', id, lines: diffLines(shown.lines, other.lines, segmenter) };
  }
  return shown.look === other.look ? null : { kind: 'look', id };
}

/** Line by line where there are as many, else whole lines: rows came or went. */
function diffLines(
  shown: readonly string[],
  other: readonly string[],
  segmenter: Intl.Segmenter,
): readonly WordChanges[] {
  if (shown.length === other.length) {
    return shown.map((line, index) => diffWords(line, other[index] ?? '', segmenter));
  }
  const lines: WordChanges[] = [];
  let missing: string[] = [];
  const push = (line: string, own: boolean): void => {
    const gone = missing.map((text) => ({ at: 0, text }));
    lines.push({ own: own && line !== '' ? [[0, line.length]] : [], other: gone });
    missing = [];
  };
  for (const { value, added, removed } of diffArrays([...other], [...shown])) {
    if (removed) missing.push(...value.filter((line) => line !== ''));
    else for (const line of value) push(line, added);
  }
  const last = lines.at(-1);
  if (missing.length > 0 && last !== undefined) {
    const at = shown.at(-1)?.length ?? 0;
    const gone = [...last.other, ...missing.map((text) => ({ at, text }))];
    lines[lines.length - 1] = { own: last.own, other: gone };
  }
  return lines;
}
