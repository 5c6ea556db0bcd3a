import type { KeyboardEvent, MouseEvent } from 'react';
import type { Notes } from '../notes/useNotes.ts';
import { lineActionOf } from './lineActions.ts';
import type { LineAction } from './lineActions.ts';
import { hasChosenText, isControl, isWriting, rowAt } from './rowEvents.ts';
import type { TranscriptRow } from './transcriptRows.ts';
import type { OpenPart } from './lineCommands.ts';
import type { RowFocus } from './useRowFocus.ts';

/** What keys and the pointer do to the rows of a transcript. */
export function gridEvents(given: {
  readonly rows: readonly TranscriptRow[];
  readonly focus: RowFocus;
  readonly notes: Notes;
  /** False: it cannot be done. */
  readonly run: (row: TranscriptRow, action: LineAction) => boolean;
  readonly onOpen: (part: OpenPart) => void;
}) {
  const { rows, focus, notes, run, onOpen } = given;
  const rowOf = (event: KeyboardEvent | MouseEvent) => {
    const index = rowAt(event);
    const row = index === null ? undefined : rows[index];
    return index === null || row === undefined ? null : { index, row };
  };
  const changeNote = (row: TranscriptRow, key: string): boolean => {
    if (row.kind !== 'note' || !notes.isOwn(row.note)) return false;
    if (key === 'Enter') onOpen({ kind: 'field', row: row.id });
    else if (key === 'Delete') {
      focus.leaveRows(new Set([row.id]));
      notes.remove(row.note);
    } else return false;
    return true;
  };
  const keyOn = (row: TranscriptRow, event: KeyboardEvent): boolean => {
    if (event.nativeEvent.isComposing) return false;
    if (row.kind === 'note') return changeNote(row, event.key);
    const action = lineActionOf(event);
    // What is chosen as text is copied as text.
    if (action?.do === 'copy' && hasChosenText()) return false;
    return action !== null && run(row, action);
  };
  return {
    onKeyDown: (event: KeyboardEvent): void => {
      const at = rowOf(event);
      if (at === null) return;
      const { key, shiftKey } = event;
      const last = rows.length - 1;
      const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
      const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
      const isOnRow = event.target instanceof HTMLElement && 'index' in event.target.dataset;
      if (bare && step !== 0) focus.goTo(Math.max(0, Math.min(last, at.index + step)), shiftKey);
      else if (bare && key === 'Home') focus.goTo(0, shiftKey);
      else if (bare && key === 'End') focus.goTo(last, shiftKey);
      else if (key === 'Escape' && focus.chosen.size > 0) focus.clear();
      else if (!isOnRow || !keyOn(at.row, event)) return;
      event.preventDefault();
    },
    onMouseDown: (event: MouseEvent): void => {
      const at = rowOf(event);
      if (at === null || isControl(event.target)) return;
      if (!event.shiftKey) {
        if (event.button === 0) focus.go(at.row.id, false);
        return;
      }
      // Lines are chosen, not the words between them.
      event.preventDefault();
      focus.goTo(at.index, true);
    },
    onContextMenu: (event: MouseEvent): void => {
      const at = rowOf(event);
      if (at === null || at.row.kind === 'draft') return;
      if (isWriting(event.target) || hasChosenText()) return;
      event.preventDefault();
      if (!focus.chosen.has(at.row.id)) focus.goTo(at.index);
      onOpen({ kind: 'menu', row: at.row.id });
    },
    onDoubleClick: (event: MouseEvent): void => {
      const at = rowOf(event);
      if (at === null || isControl(event.target)) return;
      if (!changeNote(at.row, 'Enter')) run(at.row, { do: 'edit' });
    },
  };
}
