import type { TranscriptLine } from '@confab/shared-types';
import type { TranscriptEdits } from '../edit/useTranscriptEdits.ts';
import { linesText } from './lineActions.ts';
import type { LineAction } from './lineActions.ts';
import { lineRowId } from './transcriptRows.ts';
import type { TranscriptRow } from './transcriptRows.ts';

/** What is open of a transcript: the field or menu of a row, or a dialog about lines. */
export type OpenPart =
  | { readonly kind: 'field' | 'menu'; readonly row: string }
  | { readonly kind: 'said-by' | 'note'; readonly lines: readonly TranscriptLine[] }
  | null;

/** Does to lines what keys and menus ask for. */
export function lineCommands(given: {
  readonly rows: readonly TranscriptRow[];
  readonly startedAt: number;
  readonly edits: TranscriptEdits | null;
  readonly chosen: ReadonlySet<string>;
  readonly onOpen: (part: OpenPart) => void;
  /** Rows that are about to go. */
  readonly onRemove: (rows: ReadonlySet<string>) => void;
}) {
  const { rows, startedAt, edits, chosen, onOpen, onRemove } = given;
  /** The lines that are chosen together with a row, else its own. */
  const linesWith = (row: TranscriptRow): readonly TranscriptLine[] => {
    if (row.kind !== 'line') return [];
    if (!chosen.has(row.id)) return [row.line];
    return rows.flatMap((each) => (each.kind === 'line' && chosen.has(each.id) ? [each.line] : []));
  };
  /** False: it cannot be done. */
  const run = (row: TranscriptRow, action: LineAction): boolean => {
    if (row.kind !== 'line') return false;
    const lines = linesWith(row);
    switch (action.do) {
      case 'copy':
        navigator.clipboard.writeText(linesText(lines, startedAt)).catch(console.error);
        return true;
      case 'note':
        onOpen({ kind: 'note', lines: [row.line] });
        return true;
      default:
        return edits !== null && change(edits, row, lines, action);
    }
  };
  const change = (
    able: TranscriptEdits,
    row: TranscriptRow,
    lines: readonly TranscriptLine[],
    action: LineAction,
  ): boolean => {
    switch (action.do) {
      case 'edit':
        onOpen({ kind: 'field', row: row.id });
        return true;
      case 'mark':
        able.toggleMark(lines, action.kind);
        return true;
      case 'said-by':
        onOpen({ kind: 'said-by', lines });
        return true;
      case 'to-do':
        for (const line of lines) able.addToDo?.(line);
        return able.addToDo !== null;
      case 'take-back':
        if (!lines.every((line) => able.canTakeBack(line))) return false;
        onRemove(new Set(lines.map(lineRowId)));
        able.takeBack(lines);
        return true;
      default:
        return false;
    }
  };
  return { linesWith, run };
}
