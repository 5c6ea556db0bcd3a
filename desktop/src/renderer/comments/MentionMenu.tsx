import { IconFileText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../ui/Avatar.tsx';
import classes from './CommentComposer.module.css';
import type { Mention } from './threads/commentBody.ts';

export interface MentionChoice {
  readonly mention: Mention;
  /** What a person's colour is made from. */
  readonly color: string;
}

/** People and pages that can be named, under the box one writes in. */
export function MentionMenu(props: {
  readonly id: string;
  readonly choices: readonly MentionChoice[];
  readonly chosen: number;
  readonly onPoint: (index: number) => void;
  readonly onChoose: (choice: MentionChoice) => void;
}) {
  const { id, choices, chosen, onPoint, onChoose } = props;
  const { t } = useTranslation();
  return (
    <ul id={id} className={classes.menu} role="listbox" aria-label={t('comments.mention')}>
      {choices.map((choice, index) => {
        const { kind, target, label } = choice.mention;
        return (
          <li
            key={target}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === chosen}
            className={classes.choice}
            onPointerMove={() => onPoint(index)}
            // The box keeps the focus.
            onPointerDown={(event) => {
              event.preventDefault();
              onChoose(choice);
            }}
          >
            {kind === 'person' ? (
              <Avatar id={choice.color} name={label} size={20} />
            ) : (
              <IconFileText size={18} stroke={1.75} aria-hidden />
            )}
            <span className={classes.choiceName}>{label}</span>
          </li>
        );
      })}
    </ul>
  );
}
