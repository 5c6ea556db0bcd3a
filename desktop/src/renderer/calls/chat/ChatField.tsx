import { Textarea } from '@mantine/core';
import { IconSend2 } from '@tabler/icons-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/IconButton.tsx';
import classes from './Chat.module.css';
import type { ChatStore } from './chatStore.ts';
import { chatLimit, tellFrom } from './chatLimit.ts';

/** Enter sends, Shift+Enter begins a line; an Enter that ends a syllable does neither. */
export function ChatField({ chat }: { readonly chat: ChatStore }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const left = chatLimit - text.trim().length;
  const ready = text.trim() !== '' && left >= 0;
  const send = (): void => {
    if (!ready) return;
    chat.send(text.trim());
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // 229: Safari tells so that the key belonged to the input method.
    const composing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className={classes.field}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        className={classes.text}
        aria-label={t('calls.chat.field')}
        placeholder={t('calls.chat.placeholder')}
        autosize
        minRows={1}
        maxRows={6}
        value={text}
        error={left < 0 ? t('calls.chat.over', { count: -left }) : null}
        description={left >= 0 && left <= tellFrom ? t('calls.chat.left', { count: left }) : null}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        autoFocus
      />
      <IconButton
        type="submit"
        icon={IconSend2}
        label={t('calls.chat.send')}
        className={classes.send}
        aria-disabled={!ready || undefined}
        data-ready={ready || undefined}
      />
    </form>
  );
}
