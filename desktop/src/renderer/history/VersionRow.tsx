import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageVersion } from '@confab/shared-types';
import { useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { panelSheetBelow, useNarrow } from '../app/useToggleSidebar.ts';
import { dateFormat } from '../dateFormat.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import classes from './HistoryPanel.module.css';
import type { PageHistory } from './PageHistory.ts';

const mostFaces = 3;

/** One version in the timeline: its name or time, and who wrote since the one before. */
export function VersionRow(props: {
  readonly history: PageHistory;
  readonly version: PageVersion;
  readonly viewing: boolean;
  readonly naming: boolean;
  /** Null: this person may not name versions. */
  readonly onNaming: ((version: string | null) => void) | null;
}) {
  const { history, version, viewing, naming, onNaming } = props;
  const { id, at, authors, name } = version;
  const { t, i18n } = useTranslation();
  const { layout } = useServices();
  const sheet = useNarrow(panelSheetBelow);
  const time = dateFormat(i18n.language, { timeStyle: 'short' }).format(at);
  const names = authors.map((author) => author.name).join(', ');
  return (
    <li className={classes.row} data-viewing={viewing || undefined}>
      {naming ? (
        <NameField history={history} version={version} onEnd={() => onNaming?.(null)} />
      ) : (
        <>
          <button
            type="button"
            className={classes.version}
            aria-current={viewing || undefined}
            onClick={() => {
              history.view(id);
              // A sheet would cover what was just asked for.
              if (sheet) layout.setState({ rightPanel: null });
            }}
          >
            <span className={classes.what}>
              <span className={classes.name}>{name ?? time}</span>
              <span className={classes.by}>
                {[name === null ? null : time, names].filter(Boolean).join(' · ')}
              </span>
            </span>
            <span className={classes.faces}>
              {authors.slice(0, mostFaces).map(({ account, person, name: author }) => (
                <Avatar
                  key={account ?? person ?? author}
                  id={account ?? person ?? author}
                  name={author}
                  size={20}
                />
              ))}
            </span>
          </button>
          {onNaming !== null && (
            <IconButton
              size="small"
              className={classes.rename}
              icon={IconPencil}
              label={t('history.nameIt', { time: name ?? time })}
              onClick={() => onNaming(id)}
            />
          )}
        </>
      )}
    </li>
  );
}

/** Enter or leaving the field keeps the name, an empty one takes it away, Esc changes nothing. */
function NameField(props: {
  readonly history: PageHistory;
  readonly version: PageVersion;
  readonly onEnd: () => void;
}) {
  const { history, version, onEnd } = props;
  const { t } = useTranslation();
  const { toasts } = useServices();
  const [typed, setTyped] = useState(version.name ?? '');
  const end = (): void => {
    const name = typed.trim() === '' ? null : typed.trim();
    onEnd();
    if (name === version.name) return;
    history.name(version.id, name).catch((error: unknown) => {
      toasts.show({ cause: 'name version', text: errorText(t, error), tone: 'danger' });
    });
  };
  return (
    <input
      className={classes.field}
      aria-label={t('history.name')}
      placeholder={t('history.name')}
      autoFocus
      maxLength={120}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={end}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') end();
        if (event.key === 'Escape') {
          event.preventDefault();
          onEnd();
        }
      }}
    />
  );
}
