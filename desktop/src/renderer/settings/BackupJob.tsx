import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useServices } from '../app/AppContext.ts';
import { goTo } from '../app/route.ts';
import { JobProgress } from '../exchange/JobProgress.tsx';
import classes from './SettingsDialog.module.css';
import type { RunningBackupJob } from './useBackupJob.ts';

/** How far making or restoring a backup is, and what came of it. */
export function BackupJob({ job: { job, error, cancel } }: { readonly job: RunningBackupJob }) {
  const { t } = useTranslation();
  const { route, layout } = useServices();
  if (error !== null) {
    return (
      <p className={classes.error} role="alert">
        {error}
      </p>
    );
  }
  if (job === null) return null;
  const { kind, state, done, total } = job;
  switch (state.name) {
    case 'running':
      return (
        <JobProgress
          words={t(
            kind === 'restore' ? 'exchange.backups.restoring' : 'exchange.backups.backingUp',
          )}
          done={done}
          total={total}
          onCancel={cancel}
        />
      );
    case 'failed':
      return (
        <p className={classes.error} role="alert">
          {t(`errors.${state.code}`, { detail: state.detail ?? '' })}
        </p>
      );
    case 'cancelled':
      return null;
    case 'done': {
      const [workspace] = state.workspaces ?? [];
      if (workspace === undefined) {
        return (
          <p className={classes.dim} role="status">
            {t('exchange.backups.done')}
          </p>
        );
      }
      const open = (): void => {
        goTo(route, { workspace, page: null });
        layout.setState({ dialog: null });
      };
      return (
        <div className={classes.row} role="status">
          <span>{t('exchange.backups.restored', { count: state.workspaces?.length ?? 0 })}</span>
          <Button size="xs" onClick={open}>
            {t('exchange.backups.open')}
          </Button>
        </div>
      );
    }
  }
}
