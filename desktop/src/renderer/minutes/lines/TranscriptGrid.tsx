import { useImperativeHandle, useRef, useState } from 'react';
import type { Ref } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { CallPerson, TranscriptLine } from '@confab/shared-types';
import type { TranscriptEdits } from '../edit/useTranscriptEdits.ts';
import { AddNoteDialog } from '../notes/AddNoteDialog.tsx';
import type { Notes } from '../notes/useNotes.ts';
import { gridEvents } from './gridEvents.ts';
import { GridRow } from './GridRow.tsx';
import { lineCommands } from './lineCommands.ts';
import type { OpenPart } from './lineCommands.ts';
import { SaidByDialog } from './SaidByDialog.tsx';
import type { TranscriptRow } from './transcriptRows.ts';
import classes from './TranscriptGrid.module.css';
import { useRowFocus } from './useRowFocus.ts';

export interface TranscriptGridHandle {
  /** Brings a line into view, with the focus; false: it is not among the rows. */
  showLine(utterance: string): boolean;
  showRow(id: string): boolean;
  /** Brings what is said at a moment into view; the focus stays where it is. */
  showMoment(at: number): void;
}

export interface TranscriptGridProps {
  readonly rows: readonly TranscriptRow[];
  readonly lines: readonly TranscriptLine[];
  readonly people: readonly CallPerson[];
  /** When the call began: times are shown since then. */
  readonly startedAt: number;
  readonly edits: TranscriptEdits | null;
  readonly notes: Notes;
  /** Lines that something pointed at elsewhere rests on. */
  readonly pointed?: ReadonlySet<string>;
  readonly ref?: Ref<TranscriptGridHandle>;
}

const noLines: ReadonlySet<string> = new Set();

/**
 * The lines of a call, one row each, with the notes between them. Arrows go from line to line, with
 * Shift they choose several; Enter corrects, letters mark, and each has a menu.
 */
export function TranscriptGrid(props: TranscriptGridProps) {
  const { rows, lines, people, startedAt, edits, notes, pointed = noLines, ref } = props;
  const { t } = useTranslation();
  const [open, setOpen] = useState<OpenPart>(null);
  const opened = open !== null && 'row' in open ? open : null;
  const grid = useRef<HTMLDivElement>(null);
  const focus = useRowFocus(rows, grid, opened?.row ?? null);
  const { showRow, showMoment, height } = focus;
  const { linesWith, run } = lineCommands({
    ...{ rows, startedAt, edits, chosen: focus.chosen },
    onOpen: setOpen,
    onRemove: focus.leaveRows,
  });
  useImperativeHandle(ref, () => ({
    showLine: (utterance) =>
      showRow((row) => row.kind === 'line' && row.line.utterance === utterance),
    showRow: (id) => showRow((row) => row.id === id),
    showMoment,
  }));
  const setMenu = (row: TranscriptRow, on: boolean): void => {
    // What was chosen in it may have opened something else.
    setOpen((before) => {
      const isThis = before?.kind === 'menu' && before.row === row.id;
      return on ? { kind: 'menu', row: row.id } : isThis ? null : before;
    });
  };
  const close = (): void => setOpen(null);
  return (
    <>
      <div
        ref={grid}
        role="grid"
        aria-label={t('minutes.transcript.title')}
        aria-multiselectable
        aria-rowcount={rows.length}
        className={classes.grid}
        {...(height === null ? {} : { style: { height } })}
        {...gridEvents({ rows, focus, notes, run, onOpen: setOpen })}
      >
        {focus.drawn.map(({ row, index, style }) => (
          <GridRow
            key={row.id}
            {...{ row, index, style, startedAt, people, edits, notes }}
            ref={focus.measure}
            lines={linesWith(row)}
            chosen={focus.chosen.has(row.id)}
            pointed={row.kind === 'line' && pointed.has(row.line.utterance)}
            tabbable={row.id === focus.tabStop}
            opened={opened?.row === row.id ? opened.kind : null}
            onFocus={() => {
              if (focus.focused !== row.id) focus.go(row.id, false);
            }}
            onEdit={() => setOpen({ kind: 'field', row: row.id })}
            onMenu={(on) => setMenu(row, on)}
            onLeave={() => {
              flushSync(close);
              focus.goToId(row.id);
            }}
            run={(action) => run(row, action)}
          />
        ))}
      </div>
      {open?.kind === 'said-by' && edits !== null && (
        <SaidByDialog
          chosen={open.lines}
          lines={lines}
          people={people}
          onChoose={(to, which) => {
            close();
            edits.attribute(which, to);
          }}
          onClose={close}
        />
      )}
      {open?.kind === 'note' && (
        <AddNoteDialog notes={notes} at={open.lines[0]?.startedAt ?? startedAt} onClose={close} />
      )}
    </>
  );
}
