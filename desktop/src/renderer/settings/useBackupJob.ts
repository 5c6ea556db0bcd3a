import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '@confab/shared-types';
import { useHub } from '../app/AppContext.ts';
import { errorCode, errorText } from '../app/errorText.ts';
import { useJobs } from '../exchange/useJob.ts';

export interface RunningBackupJob {
  readonly running: boolean;
  readonly job: Job | null;
  readonly error: string | null;
  readonly create: () => void;
  readonly restore: (backup: string) => void;
  readonly restoreFile: (file: File) => void;
  readonly cancel: () => void;
  /** Anything else here that can fail. */
  readonly run: (action: () => Promise<unknown>) => void;
}

/** Makes and restores backups, one at a time. */
export function useBackupJob(): RunningBackupJob {
  const { t } = useTranslation();
  const hub = useHub();
  const jobs = useJobs();
  const [id, setId] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const job = id === null ? null : (jobs.get(id) ?? null);
  const run = (action: () => Promise<unknown>): void => {
    setBusy(true);
    setError(null);
    action()
      .catch((problem: unknown) => {
        if (errorCode(problem) !== 'cancelled') setError(errorText(t, problem));
      })
      .finally(() => setBusy(false));
  };
  const start = (ask: () => Promise<{ readonly job: string }>): void =>
    run(async () => setId((await ask()).job));
  return {
    running: busy || (id !== null && (job === null || job.state.name === 'running')),
    job,
    error,
    create: () => start(() => hub.request('backups.create', {})),
    restore: (backup) => start(() => hub.request('backups.restore', { backup })),
    restoreFile: (file) =>
      start(async () => {
        const transfer = await hub.uploadForImport({ file, path: file.name }, {});
        return hub.request('backups.restore', { transfer });
      }),
    cancel: () => {
      if (id !== null) run(() => hub.request('jobs.cancel', { job: id }));
    },
    run,
  };
}
