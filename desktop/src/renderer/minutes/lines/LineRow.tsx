import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CallPerson, TranscriptLine } from '@confab/shared-types';
import { clockText } from '../../calls/controls/clockText.ts';
import { personColor } from '../../ui/personColors.ts';
import type { TranscriptEdits } from '../edit/useTranscriptEdits.ts';
import { EditedMark } from './EditedMark.tsx';
import { InlineField } from './InlineField.tsx';
import { LineMenu } from './LineMenu.tsx';
import classes from './LineRow.module.css';
import { LineWords } from './LineWords.tsx';
import type { LineAction } from './lineActions.ts';
import { markSigns } from './marks.ts';

export interface LineRowProps {
  readonly line: TranscriptLine;
  readonly head: boolean;
  /** Since the call began. */
  readonly elapsedMs: number;
  readonly people: readonly CallPerson[];
  readonly edits: TranscriptEdits | null;
  /** Tab leads to this one. */
  readonly tabbable: boolean;
  readonly editing: boolean;
  readonly menu: boolean;
  readonly onMenu: (opened: boolean) => void;
  /** What the menu is about: the lines that are chosen, else this one. */
  readonly chosen: readonly TranscriptLine[];
  readonly run: (action: LineAction) => void;
  readonly onSave: (text: string) => void;
  readonly onLeave: () => void;
}

/** The cells of a line: when, who, what, and what can be done with it. */
export function LineRow(props: LineRowProps) {
  const { line, head, elapsedMs, people, edits, editing, tabbable, run } = props;
  const { t } = useTranslation();
  const name = line.name || t('minutes.transcript.somebody');
  return (
    <>
      <Time elapsedMs={elapsedMs} />
      <Speaker id={line.speaker} name={name} head={head} />
      <div role="gridcell" className={classes.words}>
        {editing ? (
          <InlineField
            label={t('minutes.edit.label', { name })}
            initial={line.text}
            onSave={props.onSave}
            onLeave={props.onLeave}
          />
        ) : (
          <>
            <span lang={line.language} data-words>
              <LineWords line={line} />
            </span>
            <Signs line={line} people={people} edits={edits} run={run} />
          </>
        )}
      </div>
      <div role="gridcell" className={classes.menu}>
        {!editing && (
          <LineMenu
            opened={props.menu}
            onOpened={props.onMenu}
            lines={props.chosen}
            edits={edits}
            tabbable={tabbable}
            run={run}
          />
        )}
      </div>
    </>
  );
}

export function Time({ elapsedMs }: { readonly elapsedMs: number }) {
  return (
    <div role="gridcell" className={classes.time}>
      <time>{clockText(elapsedMs)}</time>
    </div>
  );
}

/** A name stands where somebody begins to speak; those who listen to the lines hear it at each. */
export function Speaker(props: {
  readonly id: string;
  readonly name: string;
  readonly head: boolean;
}) {
  const { id, name, head } = props;
  return (
    <div
      role="gridcell"
      className={classes.name}
      data-head={head || undefined}
      {...(head ? { style: { color: personColor(id) }, title: name } : {})}
    >
      {head ? name : <VisuallyHidden>{name}</VisuallyHidden>}
    </div>
  );
}

function Signs(props: Pick<LineRowProps, 'line' | 'people' | 'edits' | 'run'>) {
  const { line, people, edits, run } = props;
  const { t } = useTranslation();
  const from = people.find(({ account }) => account === line.attributedFrom)?.name;
  const isAction = line.marks.includes('action');
  if (line.marks.length === 0 && line.original === undefined && from === undefined) return null;
  return (
    <span className={classes.signs}>
      {line.marks.map((kind) => {
        const { icon: Icon } = markSigns[kind];
        return (
          <span key={kind} className={classes.mark} data-mark={kind}>
            <Icon size={14} stroke={1.75} aria-hidden />
            {t(`minutes.line.marks.${kind}`)}
          </span>
        );
      })}
      {isAction && edits !== null && edits.addToDo !== null && (
        <button type="button" className={classes.edited} onClick={() => run({ do: 'to-do' })}>
          {t('minutes.toDo.add')}
        </button>
      )}
      {from !== undefined && (
        <span className={classes.from}>{t('minutes.line.microphone', { name: from })}</span>
      )}
      {line.original !== undefined && <EditedMark line={line} people={people} edits={edits} />}
    </span>
  );
}
