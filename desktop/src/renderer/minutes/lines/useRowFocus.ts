import type { RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { TranscriptRow } from './transcriptRows.ts';
import { useRowChoice } from './useRowChoice.ts';
import { elementOf, useTranscriptRows } from './useTranscriptRows.ts';

/** Which rows are drawn and chosen, and how the focus goes from one to another. */
export function useRowFocus(
  rows: readonly TranscriptRow[],
  grid: RefObject<HTMLElement | null>,
  opened: string | null,
) {
  const choice = useRowChoice(rows);
  const { focused } = choice;
  const { show, ...drawing } = useTranscriptRows({ rows, grid, kept: [focused, opened] });
  const goTo = (index: number, extend = false): void => {
    const row = rows[index];
    if (row === undefined) return;
    // It has to be drawn before it can have the focus.
    flushSync(() => choice.go(row.id, extend));
    elementOf(grid.current, index)?.focus();
  };
  const goToId = (id: string): void => goTo(rows.findIndex((row) => row.id === id));
  return {
    ...drawing,
    ...choice,
    /** The row that Tab leads to. */
    tabStop: rows.some(({ id }) => id === focused) ? focused : (rows[0]?.id ?? null),
    goTo,
    goToId,
    /** Into the middle of the window, with the focus; false: there is no such row. */
    showRow: (which: (row: TranscriptRow) => boolean): boolean => {
      const index = rows.findIndex(which);
      if (index < 0) return false;
      goTo(index);
      show(index);
      return true;
    },
    /** The line that is said at a moment; the focus stays where it is. */
    showMoment: (at: number): void => {
      const index = rows.findLastIndex((row) => row.kind === 'line' && row.line.startedAt <= at);
      if (index >= 0) show(index);
    },
    /** Rows that go give the focus to the next that stays. */
    leaveRows: (gone: ReadonlySet<string>): void => {
      const at = rows.findIndex(({ id }) => id === focused);
      const next = rows.find(({ id }, index) => index > at && !gone.has(id));
      const before = rows.findLast(({ id }, index) => index < at && !gone.has(id));
      const stays = next ?? before;
      if (at >= 0 && stays !== undefined) goToId(stays.id);
    },
  };
}

export type RowFocus = ReturnType<typeof useRowFocus>;
