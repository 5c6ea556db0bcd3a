import { Menu } from '@mantine/core';
import { IconDots, IconLock, IconNote, IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallPerson } from '@confab/shared-types';
import { IconButton } from '../../ui/IconButton.tsx';
import type { Notes } from '../notes/useNotes.ts';
import { InlineField } from './InlineField.tsx';
import classes from './LineRow.module.css';
import { Time } from './LineRow.tsx';
import type { ShownNote } from './transcriptRows.ts';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

export interface NoteRowProps {
  readonly note: ShownNote;
  readonly notes: Notes;
  readonly elapsedMs: number;
  readonly people: readonly CallPerson[];
  readonly tabbable: boolean;
  readonly editing: boolean;
  readonly menu: boolean;
  readonly onMenu: (opened: boolean) => void;
  readonly onEdit: () => void;
  readonly onSave: (text: string) => void;
  readonly onLeave: () => void;
}

/** The cells of a note among the lines. */
export function NoteRow(props: NoteRowProps) {
  const { note, notes, elapsedMs, people, editing, tabbable, menu, onMenu } = props;
  const { t } = useTranslation();
  const author = people.find(({ account }) => account === note.by)?.name;
  return (
    <>
      <Time elapsedMs={elapsedMs} />
      <div role="gridcell" className={classes.name} data-head>
        <span className={classes.noteBy}>
          {note.by === null ? (
            <IconLock size={14} stroke={1.75} aria-hidden />
          ) : (
            <IconNote size={14} stroke={1.75} aria-hidden />
          )}
          {note.by === null
            ? t('minutes.notes.private')
            : (author ?? t('minutes.transcript.somebody'))}
        </span>
      </div>
      <div role="gridcell" className={classes.words}>
        {editing ? (
          <InlineField
            label={t('minutes.notes.editLabel')}
            initial={note.text}
            onSave={props.onSave}
            onLeave={props.onLeave}
          />
        ) : (
          note.text
        )}
      </div>
      <div role="gridcell" className={classes.menu}>
        {!editing && notes.isOwn(note) && (
          <Menu opened={menu} onChange={onMenu} position="bottom-end" width={180}>
            <Menu.Target>
              <IconButton
                size="small"
                className={classes.more}
                icon={IconDots}
                label={t('minutes.notes.more')}
                tabIndex={tabbable ? 0 : -1}
              />
            </Menu.Target>
            {menu && (
              <Menu.Dropdown>
                <Menu.Item leftSection={<IconPencil {...icon} />} onClick={props.onEdit}>
                  {t('minutes.notes.edit')}
                </Menu.Item>
                <Menu.Item
                  color="var(--cf-danger)"
                  leftSection={<IconTrash {...icon} />}
                  onClick={() => notes.remove(note)}
                >
                  {t('minutes.notes.remove')}
                </Menu.Item>
              </Menu.Dropdown>
            )}
          </Menu>
        )}
      </div>
    </>
  );
}
