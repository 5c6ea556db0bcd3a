import { IconLock, IconPencil, IconTrash, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from '../../calls/controls/clockText.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { InlineField } from '../lines/InlineField.tsx';
import type { ShownNote } from '../lines/transcriptRows.ts';
import classes from './MyNotes.module.css';
import type { Notes } from './useNotes.ts';

/** What this person noted in the call, for themselves or for all; nothing is drawn for no notes. */
export function MyNotes(props: {
  readonly notes: Notes;
  readonly startedAt: number;
  /** Goes to where a note stands among the lines. */
  readonly onShow: (note: ShownNote) => void;
}) {
  const { notes, startedAt, onShow } = props;
  const { t } = useTranslation();
  const [editing, setEditing] = useState<string | null>(null);
  const own = notes.all.filter((note) => notes.isOwn(note));
  if (own.length === 0 && notes.error === null) return null;
  return (
    <section className={classes.notes} aria-labelledby="my-notes-title">
      <h2 id="my-notes-title" className={classes.title}>
        {t('minutes.notes.title')}
      </h2>
      {notes.error !== null && (
        <p role="alert" className={classes.error}>
          {notes.error}
        </p>
      )}
      <ul className={classes.list}>
        {own.map((note) => (
          <li key={note.id} className={classes.note}>
            <button type="button" className={classes.time} onClick={() => onShow(note)}>
              {clockText(Math.max(0, note.at - startedAt))}
            </button>
            {editing === note.id ? (
              <div className={classes.text}>
                <InlineField
                  label={t('minutes.notes.editLabel')}
                  initial={note.text}
                  onSave={(text) => {
                    notes.edit(note, text);
                    setEditing(null);
                  }}
                  onLeave={() => setEditing(null)}
                />
              </div>
            ) : (
              <>
                <span className={classes.text}>
                  {note.text}
                  <Audience note={note} />
                </span>
                <span className={classes.actions}>
                  <IconButton
                    size="small"
                    icon={IconPencil}
                    label={t('minutes.notes.edit')}
                    onClick={() => setEditing(note.id)}
                  />
                  <IconButton
                    size="small"
                    icon={IconTrash}
                    label={t('minutes.notes.remove')}
                    onClick={() => notes.remove(note)}
                  />
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Audience({ note }: { readonly note: ShownNote }) {
  const { t } = useTranslation();
  const Icon = note.by === null ? IconLock : IconUsers;
  return (
    <span className={classes.audience}>
      <Icon size={14} stroke={1.75} aria-hidden />
      {t(note.by === null ? 'minutes.notes.private' : 'minutes.notes.shared')}
    </span>
  );
}
