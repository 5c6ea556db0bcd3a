import { useState } from 'react';
import type { TranscriptRow } from './transcriptRows.ts';

/** Which row has, or gets, the focus, and which lines are chosen together with it. */
export interface RowChoice {
  readonly focused: string | null;
  /** Ids of rows, where there is more than one. */
  readonly chosen: ReadonlySet<string>;
  /** Goes to a row; `extend` chooses all from the last one gone to. */
  go(id: string, extend: boolean): void;
  clear(): void;
}

export function useRowChoice(rows: readonly TranscriptRow[]): RowChoice {
  const [at, setAt] = useState<{ readonly focused: string; readonly anchor: string } | null>(null);
  return {
    focused: at?.focused ?? null,
    chosen: at === null ? none : between(rows, at.anchor, at.focused),
    go: (id, extend) => {
      setAt((before) => ({ focused: id, anchor: extend ? (before?.anchor ?? id) : id }));
    },
    clear: () =>
      setAt((before) => (before === null ? null : { ...before, anchor: before.focused })),
  };
}

const none: ReadonlySet<string> = new Set();

function between(
  rows: readonly TranscriptRow[],
  anchor: string,
  focused: string,
): ReadonlySet<string> {
  if (anchor === focused) return none;
  const ends = [anchor, focused].map((id) => rows.findIndex((row) => row.id === id));
  if (ends.includes(-1)) return none;
  return new Set(
    rows
      .slice(Math.min(...ends), Math.max(...ends) + 1)
      .flatMap(({ id, kind }) => (kind === 'line' ? [id] : [])),
  );
}
