import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import {
  IconArrowBackUp,
  IconChevronDown,
  IconChevronUp,
  IconHistory,
  IconX,
} from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageVersion } from '@confab/shared-types';
import { useLayout, useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { useDocument } from '../documents/useDocument.ts';
import { IconButton } from '../ui/IconButton.tsx';
import type { PageHistory } from './PageHistory.ts';
import type { ComparedWith } from './useComparison.ts';
import { versionTime } from './versionTime.ts';
import classes from './VersionView.module.css';

/** Above a version: which it is, the ones beside it, what is compared, and the ways back. */
export function VersionBar(props: {
  readonly history: PageHistory;
  readonly version: PageVersion | undefined;
  readonly restorable: boolean;
  readonly changes: boolean;
  readonly against: ComparedWith;
  readonly onChanges: (shown: boolean) => void;
  readonly onAgainst: (against: ComparedWith) => void;
}) {
  const { history, version, restorable, changes, against, onChanges, onAgainst } = props;
  const { t, i18n } = useTranslation();
  const { layout, toasts } = useServices();
  const panelShown = useLayout(({ rightPanel }) => rightPanel === 'history');
  const [busy, setBusy] = useState(false);
  const live = useDocument(`${history.workspace}/page/${history.page}`);
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  const writable = live?.access === 'write';
  const older = history.neighbour('older');
  const newer = history.neighbour('newer');
  const when = version === undefined ? '' : versionTime(version.at, i18n.language);
  const restore = async (): Promise<void> => {
    if (version === undefined) return;
    setBusy(true);
    const cause = `restore ${history.page}`;
    try {
      const undo = await history.restore(version.id);
      const action = { label: t('common.undo'), run: undo };
      toasts.show({ cause, text: t('history.restored', { when }), action });
    } catch (problem) {
      toasts.show({ cause, text: errorText(t, problem), tone: 'danger' });
      setBusy(false);
    }
  };
  return (
    <header className={classes.bar}>
      <div className={classes.which}>
        <strong className={classes.name}>{version?.name ?? when}</strong>
        <span className={classes.by}>
          {version?.authors.map(({ name }) => name).join(', ')}
          {version?.name != null && ` · ${when}`}
        </span>
      </div>
      <div className={classes.steps}>
        <IconButton
          icon={IconChevronUp}
          label={t('history.newer')}
          disabled={newer === null}
          onClick={() => history.view(newer?.id ?? null)}
        />
        <IconButton
          icon={IconChevronDown}
          label={t('history.older')}
          disabled={older === null}
          onClick={() => history.view(older?.id ?? null)}
        />
      </div>
      <div className={classes.compare}>
        <Checkbox
          size="xs"
          label={t('history.showChanges')}
          checked={changes}
          onChange={({ currentTarget }) => onChanges(currentTarget.checked)}
        />
        {changes && (
          <SegmentedControl
            size="xs"
            aria-label={t('history.against')}
            value={against}
            onChange={(value) => onAgainst(value === 'now' ? 'now' : 'before')}
            data={[
              { value: 'before', label: t('history.againstBefore') },
              { value: 'now', label: t('history.againstNow') },
            ]}
          />
        )}
      </div>
      <div className={classes.actions}>
        {!panelShown && (
          <IconButton
            icon={IconHistory}
            label={t('history.all')}
            onClick={() => layout.setState({ rightPanel: 'history' })}
          />
        )}
        {writable && (
          <Button
            size="compact-md"
            loading={busy}
            disabled={!restorable || version === undefined}
            leftSection={<IconArrowBackUp size={16} stroke={1.75} aria-hidden />}
            onClick={() => void restore()}
          >
            {t('history.restore')}
          </Button>
        )}
        <IconButton
          ref={close}
          icon={IconX}
          label={t('history.close')}
          onClick={() => history.view(null)}
        />
      </div>
    </header>
  );
}
