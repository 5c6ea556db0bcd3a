import type { CSSProperties, Ref } from 'react';
import type { CallPerson, TranscriptLine } from '@confab/shared-types';
import type { TranscriptEdits } from '../edit/useTranscriptEdits.ts';
import type { Notes } from '../notes/useNotes.ts';
import { DraftRow } from './DraftRow.tsx';
import classes from './GridRow.module.css';
import type { LineAction } from './lineActions.ts';
import { LineRow } from './LineRow.tsx';
import { NoteRow } from './NoteRow.tsx';
import type { TranscriptRow } from './transcriptRows.ts';

export interface GridRowProps {
  readonly row: TranscriptRow;
  readonly index: number;
  /** Where it is, when not all rows are drawn. */
  readonly style: CSSProperties | undefined;
  readonly ref: Ref<HTMLDivElement> | undefined;
  readonly startedAt: number;
  readonly people: readonly CallPerson[];
  readonly edits: TranscriptEdits | null;
  readonly notes: Notes;
  /** What its menu is about. */
  readonly lines: readonly TranscriptLine[];
  readonly chosen: boolean;
  readonly pointed: boolean;
  readonly tabbable: boolean;
  readonly opened: 'field' | 'menu' | null;
  readonly onFocus: () => void;
  /** Opens its field. */
  readonly onEdit: () => void;
  readonly onMenu: (opened: boolean) => void;
  /** The field was left; the row gets the focus. */
  readonly onLeave: () => void;
  readonly run: (action: LineAction) => void;
}

/** A row of a transcript: a line, a note, or words that are being said. */
export function GridRow(props: GridRowProps) {
  const { row, index, style, ref, tabbable, pointed, opened, edits, notes, onLeave } = props;
  const shared = {
    elapsedMs: Math.max(0, momentOf(row) - props.startedAt),
    people: props.people,
    tabbable,
    editing: opened === 'field',
    menu: opened === 'menu',
    onMenu: props.onMenu,
    onLeave,
  };
  return (
    <div
      ref={ref}
      role="row"
      tabIndex={tabbable ? 0 : -1}
      aria-rowindex={index + 1}
      aria-selected={props.chosen}
      className={classes.row}
      data-index={index}
      data-kind={row.kind}
      data-far={style === undefined ? undefined : true}
      data-head={(row.kind !== 'note' && row.head) || undefined}
      data-pointed={pointed || undefined}
      {...(row.kind === 'line' ? { 'data-utterance': row.line.utterance } : {})}
      {...(style === undefined ? {} : { style })}
      onFocus={(event) => {
        if (event.target === event.currentTarget) props.onFocus();
      }}
    >
      {row.kind === 'line' && (
        <LineRow
          {...shared}
          line={row.line}
          head={row.head}
          edits={edits}
          chosen={props.lines}
          run={props.run}
          onSave={(text) => {
            edits?.correct(row.line, text);
            onLeave();
          }}
        />
      )}
      {row.kind === 'note' && (
        <NoteRow
          {...shared}
          note={row.note}
          notes={notes}
          onEdit={props.onEdit}
          onSave={(text) => {
            notes.edit(row.note, text);
            onLeave();
          }}
        />
      )}
      {row.kind === 'draft' && <DraftRow {...row} elapsedMs={shared.elapsedMs} />}
    </div>
  );
}

function momentOf(row: TranscriptRow): number {
  switch (row.kind) {
    case 'line':
      return row.line.startedAt;
    case 'note':
      return row.note.at;
    case 'draft':
      return row.caption.caption.startedAt;
  }
}
