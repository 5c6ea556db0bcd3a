import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ringMessageSchema } from '@confab/shared-types';
import classes from './RingCard.module.css';

const quickReplies = ['soon', 'callBack', 'write'] as const;
const longest = 200;

/** Declines with a line of text: one of three at hand, or the person's own. */
export function RingMessage(props: {
  readonly name: string;
  readonly onSend: (message: string) => void;
  readonly onBack: () => void;
}) {
  const { name, onSend, onBack } = props;
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const message = ringMessageSchema.safeParse(text);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (message.success) onSend(message.data);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    // Esc closes the top thing: the field, not yet the ring.
    event.preventDefault();
    event.stopPropagation();
    onBack();
  };
  return (
    <form className={classes.message} onSubmit={submit} onKeyDown={onKeyDown}>
      <div className={classes.replies}>
        {quickReplies.map((reply) => (
          <Button
            key={reply}
            variant="default"
            size="compact-sm"
            onClick={() => onSend(t(`calls.ring.replies.${reply}`))}
          >
            {t(`calls.ring.replies.${reply}`)}
          </Button>
        ))}
      </div>
      <TextInput
        autoFocus
        aria-label={t('calls.ring.messageTo', { name })}
        placeholder={t('calls.ring.messageHint')}
        maxLength={longest}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.messageActions}>
        <Button variant="default" onClick={onBack}>
          {t('calls.ring.back')}
        </Button>
        <Button type="submit" disabled={!message.success}>
          {t('calls.ring.send')}
        </Button>
      </div>
    </form>
  );
}
