import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog.tsx';
import { NoteField } from './NoteField.tsx';
import type { Notes } from './useNotes.ts';

/** A note at a moment that is over. */
export function AddNoteDialog(props: {
  readonly notes: Notes;
  readonly at: number;
  readonly onClose: () => void;
}) {
  const { notes, at, onClose } = props;
  const { t } = useTranslation();
  return (
    <Dialog title={t('minutes.line.note')} onClose={onClose}>
      <NoteField
        autoFocus
        label={t('minutes.notes.label')}
        notes={notes}
        at={() => at}
        onAdded={onClose}
      />
    </Dialog>
  );
}
