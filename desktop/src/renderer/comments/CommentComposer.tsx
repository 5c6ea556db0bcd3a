import { Button } from '@mantine/core';
import { useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import classes from './CommentComposer.module.css';
import { MentionMenu } from './MentionMenu.tsx';
import type { MentionChoice } from './MentionMenu.tsx';
import { bodyText, mentionQuery, writtenBody } from './threads/commentBody.ts';
import type { Mention } from './threads/commentBody.ts';
import type { CommentWords } from './threads/changeThreads.ts';
import type { KnownPeople } from './useKnownPeople.ts';
import { useMentionChoices } from './useMentionChoices.ts';

const longest = 9000;

/** The box one writes a comment in. Enter sends, Shift+Enter begins a line, `@` names somebody. */
export function CommentComposer(props: {
  /** Who can be named. */
  readonly people: KnownPeople;
  readonly label: string;
  readonly action: string;
  readonly initial?: CommentWords;
  readonly autoFocus?: boolean;
  readonly onSend: (words: CommentWords) => void;
  /** Esc, or the button; without it there is none. */
  readonly onCancel?: () => void;
}) {
  const { people, label, action, initial, autoFocus = false, onSend, onCancel } = props;
  const { t } = useTranslation();
  const menu = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => (initial === undefined ? '' : bodyText(initial)));
  const [mentions, setMentions] = useState<readonly Mention[]>(initial?.mentions ?? []);
  const [naming, setNaming] = useState<ReturnType<typeof mentionQuery>>(null);
  const [pointed, setPointed] = useState(0);
  const choices = useMentionChoices(naming?.query ?? null, people);
  const chosen = Math.min(pointed, choices.length - 1);
  const send = (): void => {
    if (text.trim() === '') return;
    onSend(writtenBody(text.trim(), mentions));
    setText('');
    setMentions([]);
    setNaming(null);
  };
  const choose = ({ mention }: MentionChoice): void => {
    if (naming === null) return;
    const end = naming.start + 1 + naming.query.length;
    const written = `${text.slice(0, naming.start)}@${mention.label} `;
    // The field has to hold the name before the caret can go behind it, and before the next key.
    flushSync(() => {
      setText(written + text.slice(end));
      setMentions([...mentions, mention]);
      setNaming(null);
    });
    field.current?.setSelectionRange(written.length, written.length);
  };
  const onMenuKey = ({ key }: KeyboardEvent): boolean => {
    const choice = choices[chosen];
    if (choice === undefined) return false;
    if (key === 'Enter' || key === 'Tab') choose(choice);
    else if (key === 'ArrowDown') setPointed((chosen + 1) % choices.length);
    else if (key === 'ArrowUp') setPointed((chosen + choices.length - 1) % choices.length);
    else if (key === 'Escape') setNaming(null);
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (onMenuKey(event)) event.preventDefault();
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && onCancel !== undefined) {
      event.preventDefault();
      onCancel();
    }
    // The list around it has keys of its own.
    event.stopPropagation();
  };
  return (
    <div className={classes.composer}>
      <textarea
        ref={field}
        className={classes.field}
        rows={1}
        aria-label={label}
        placeholder={label}
        role="combobox"
        aria-expanded={choices.length > 0}
        aria-controls={menu}
        aria-autocomplete="list"
        aria-activedescendant={choices.length > 0 ? `${menu}-${chosen}` : undefined}
        maxLength={longest}
        autoFocus={autoFocus}
        value={text}
        onChange={({ currentTarget: { value, selectionStart } }) => {
          setText(value);
          setNaming(mentionQuery(value, selectionStart));
          setPointed(0);
        }}
        onBlur={() => setNaming(null)}
        onKeyDown={onKeyDown}
      />
      {choices.length > 0 && (
        <MentionMenu
          id={menu}
          choices={choices}
          chosen={chosen}
          onPoint={setPointed}
          onChoose={choose}
        />
      )}
      {(text.trim() !== '' || onCancel !== undefined) && (
        <div className={classes.actions}>
          {onCancel !== undefined && (
            <Button size="compact-sm" variant="subtle" color="gray" onClick={onCancel}>
              {t('common.cancel')}
            </Button>
          )}
          <Button size="compact-sm" disabled={text.trim() === ''} onClick={send}>
            {action}
          </Button>
        </div>
      )}
    </div>
  );
}
