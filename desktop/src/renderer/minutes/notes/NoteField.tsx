import { SegmentedControl, Textarea } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useData } from '../../app/AppContext.ts';
import { useUpdatePreferences } from '../../settings/useUpdatePreferences.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import classes from './NoteField.module.css';
import type { Notes } from './useNotes.ts';

const limit = 4000;

/**
 * Where a note is written, for oneself or for everybody in the call; which of them is remembered.
 * Enter adds it, Shift+Enter begins a line, an Enter that ends a syllable does neither.
 */
export function NoteField(props: {
  readonly label: string;
  readonly notes: Notes;
  readonly autoFocus?: boolean;
  /** The moment a note is about, asked when it is added. */
  readonly at: () => number;
  readonly onAdded?: () => void;
}) {
  const { label, notes, autoFocus = false, at, onAdded } = props;
  const { t } = useTranslation();
  const remembered = useData(({ preferences }) => preferences.shareNotes);
  const update = useUpdatePreferences();
  const [text, setText] = useState('');
  // What was pressed counts at once: a note must not go to everybody while that is being remembered.
  const [chosen, setChosen] = useState<boolean | null>(null);
  const shared = notes.shareable && (chosen ?? remembered);
  const left = limit - text.trim().length;
  const ready = text.trim() !== '' && left >= 0;
  const add = (): void => {
    if (!ready) return;
    notes.add(text.trim(), at(), shared);
    setText('');
    onAdded?.();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // 229: Safari tells so that the key belonged to the input method.
    const composing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    add();
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <div className={classes.field}>
        <Textarea
          className={classes.text}
          aria-label={label}
          placeholder={label}
          autosize
          minRows={1}
          maxRows={6}
          value={text}
          data-autofocus={autoFocus || undefined}
          error={left < 0 ? t('minutes.edit.over', { count: -left }) : null}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <IconButton
          type="submit"
          icon={IconPlus}
          label={t('minutes.notes.add')}
          className={classes.add}
          aria-disabled={!ready || undefined}
          data-ready={ready || undefined}
        />
      </div>
      <div className={classes.audience}>
        {notes.shareable && (
          <SegmentedControl
            size="xs"
            aria-label={t('minutes.notes.audience')}
            value={shared ? 'shared' : 'private'}
            onChange={(value) => {
              setChosen(value === 'shared');
              update({ shareNotes: value === 'shared' });
            }}
            data={[
              { value: 'private', label: t('minutes.notes.private') },
              { value: 'shared', label: t('minutes.notes.shared') },
            ]}
          />
        )}
        <span className={classes.hint}>
          {t(shared ? 'minutes.notes.sharedHint' : 'minutes.notes.privateHint')}
        </span>
      </div>
    </form>
  );
}
