import { Button, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './InlineField.module.css';

const limit = 4000;
/** From here on it is said how much room is left. */
const tellFrom = 200;

/**
 * Words that are changed where they stand. Enter saves, Esc leaves them as they were; an Enter that
 * ends a syllable does neither. It stays one line: whatever has breaks gets spaces for them.
 */
export function InlineField(props: {
  readonly label: string;
  readonly initial: string;
  readonly onSave: (text: string) => void;
  readonly onLeave: () => void;
}) {
  const { label, initial, onSave, onLeave } = props;
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(initial);
  const left = limit - text.trim().length;
  const ready = text.trim() !== '' && left >= 0;
  useEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);
  const save = (): void => {
    if (ready) onSave(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // 229: Safari tells so that the key belonged to the input method.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (!event.shiftKey) save();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      onLeave();
    }
  };
  return (
    <div className={classes.editor}>
      <Textarea
        ref={field}
        aria-label={label}
        autosize
        minRows={1}
        maxRows={12}
        value={text}
        // A sheet around it would close with the same Esc.
        data-mantine-stop-propagation
        error={left < 0 ? t('minutes.edit.over', { count: -left }) : null}
        description={left >= 0 && left <= tellFrom ? t('minutes.edit.left', { count: left }) : null}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        onChange={(event) => setText(event.currentTarget.value.replaceAll(/\s*\n\s*/gu, ' '))}
        onKeyDown={onKeyDown}
      />
      <div className={classes.actions}>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onLeave}>
          {t('common.cancel')}
        </Button>
        <Button size="compact-sm" disabled={!ready} onClick={save}>
          {t('minutes.edit.save')}
        </Button>
      </div>
    </div>
  );
}
