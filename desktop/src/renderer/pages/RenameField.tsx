import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './PageTree.module.css';

/** A field in place of a title. Enter or leaving it keeps what was typed, Esc does not (null). */
export function RenameField(props: {
  readonly initial: string;
  readonly onEnd: (typed: string | null) => void;
}) {
  const { initial, onEnd } = props;
  const { t } = useTranslation();
  const [typed, setTyped] = useState(initial);
  return (
    <input
      className={classes.rename}
      aria-label={t('tree.rename')}
      autoFocus
      maxLength={500}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => onEnd(typed)}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') onEnd(typed);
        if (event.key === 'Escape') onEnd(null);
      }}
    />
  );
}
