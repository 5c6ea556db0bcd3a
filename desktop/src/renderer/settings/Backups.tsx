import { Button, Checkbox, Skeleton } from '@mantine/core';
import { IconHistory, IconTrash } from '@tabler/icons-react';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Backup } from '@confab/shared-types';
import { useData, useHub } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { dateFormat } from '../dateFormat.ts';
import { useAnswer } from '../hub/useAnswer.ts';
import { fileSizeText } from '../minutes/fileSizeText.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { BackupJob } from './BackupJob.tsx';
import classes from './SettingsDialog.module.css';
import { useBackupJob } from './useBackupJob.ts';
import { useUpdatePreferences } from './useUpdatePreferences.ts';

/** The backups of this profile: made each day or now, restored beside what is there, removed. */
export function Backups() {
  const { t } = useTranslation();
  const hub = useHub();
  const daily = useData(({ preferences }) => preferences.dailyBackups);
  const update = useUpdatePreferences();
  const ask = useCallback((): Promise<readonly Backup[]> => hub.request('backups.list', {}), [hub]);
  const listen = useCallback(
    (askAgain: () => void) =>
      hub.on('job', ({ state }) => {
        if (state.name !== 'running') askAgain();
      }),
    [hub],
  );
  const { value, error, replace } = useAnswer(ask, listen);
  const job = useBackupJob();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <section className={classes.section} aria-labelledby="backups">
      <h3 id="backups" className={classes.heading}>
        {t('exchange.backups.title')}
      </h3>
      <Checkbox
        label={t('exchange.backups.daily')}
        description={t('exchange.backups.dailyHint')}
        checked={daily}
        onChange={(event) => update({ dailyBackups: event.currentTarget.checked })}
      />
      {value === null && error === null && <Skeleton height={40} />}
      {value === null && error !== null && <p className={classes.dim}>{errorText(t, error)}</p>}
      {value?.length === 0 && <p className={classes.dim}>{t('exchange.backups.none')}</p>}
      {value !== null && value.length > 0 && (
        <ul className={classes.list}>
          {value.map((backup) => (
            <BackupRow
              key={backup.id}
              backup={backup}
              onRestore={() => job.restore(backup.id)}
              onRemove={() =>
                job.run(async () =>
                  replace(await hub.request('backups.remove', { backup: backup.id })),
                )
              }
            />
          ))}
        </ul>
      )}
      <BackupJob job={job} />
      <div className={classes.buttons}>
        <Button variant="default" size="xs" disabled={job.running} onClick={job.create}>
          {t('exchange.backups.now')}
        </Button>
        <Button
          variant="default"
          size="xs"
          disabled={job.running}
          onClick={() => picker.current?.click()}
        >
          {t('exchange.backups.fromFile')}
        </Button>
        <input
          ref={picker}
          type="file"
          hidden
          accept=".zip,.confab-backup"
          aria-label={t('exchange.backups.fromFile')}
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            if (file !== undefined) job.restoreFile(file);
            currentTarget.value = '';
          }}
        />
      </div>
    </section>
  );
}

function BackupRow(props: {
  readonly backup: Backup;
  readonly onRestore: () => void;
  readonly onRemove: () => void;
}) {
  const { backup, onRestore, onRemove } = props;
  const { t, i18n } = useTranslation();
  const date = dateFormat(i18n.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(backup.at);
  const kind = t(backup.automatic ? 'exchange.backups.automatic' : 'exchange.backups.byHand');
  return (
    <li className={classes.server}>
      <span className={classes.who}>
        <span>{date}</span>
        <span className={classes.dim}>
          {`${fileSizeText(backup.sizeBytes, i18n.language)} · ${kind}`}
        </span>
      </span>
      <IconButton
        icon={IconHistory}
        label={t('exchange.backups.restore', { date })}
        onClick={onRestore}
      />
      <IconButton
        danger
        icon={IconTrash}
        label={t('exchange.backups.remove', { date })}
        onClick={onRemove}
      />
    </li>
  );
}
