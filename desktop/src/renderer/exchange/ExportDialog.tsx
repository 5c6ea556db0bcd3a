import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportFormat, Job, PageId, WorkspaceId } from '@confab/shared-types';
import { useHub, useWorkspace } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { fileSizeText } from '../minutes/fileSizeText.ts';
import { Dialog } from '../ui/Dialog.tsx';
import classes from './Exchange.module.css';
import { JobProgress } from './JobProgress.tsx';
import { useJobs } from './useJob.ts';

type Format = ExportFormat | 'pdf';

const pageFormats = ['markdown', 'html', 'pdf'] as const satisfies readonly Format[];
const workspaceFormats = ['markdown', 'html', 'backup'] as const satisfies readonly Format[];

/** Takes a page, a branch or the whole workspace out, as files that other apps read. */
export default function ExportDialog(props: {
  readonly workspace: WorkspaceId;
  /** Null: the whole workspace. */
  readonly page: PageId | null;
  readonly onClose: () => void;
}) {
  const { workspace, page, onClose } = props;
  const { t } = useTranslation();
  const hub = useHub();
  const jobs = useJobs();
  const guest = useWorkspace(workspace)?.guest === true;
  const [format, setFormat] = useState<Format>('markdown');
  const [withChildren, setWithChildren] = useState(true);
  const [job, setJob] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const running = job === null ? undefined : jobs.get(job);
  const state: Job['state'] | null = job === null ? null : (running?.state ?? { name: 'running' });
  const begin = (): void => {
    setError(null);
    if (format === 'pdf') {
      onClose();
      // The dialog must be gone from what is printed.
      setTimeout(() => window.print(), 200);
      return;
    }
    hub
      .request('exports.start', { workspace, page, withChildren, format })
      .then((started) => setJob(started.job))
      .catch((problem: unknown) => setError(errorText(t, problem)));
  };
  const cancel = (): void => {
    if (job === null) return;
    hub
      .request('jobs.cancel', { job })
      .catch((problem: unknown) => setError(errorText(t, problem)));
  };
  const title = t(page === null ? 'exchange.export.titleAll' : 'exchange.export.title');
  if (state?.name === 'running') {
    return (
      <Dialog title={title} onClose={cancel}>
        <JobProgress
          words={t('exchange.export.working')}
          done={running?.done ?? 0}
          total={running?.total ?? 0}
          onCancel={cancel}
        />
      </Dialog>
    );
  }
  if (state?.name === 'done') {
    return (
      <Dialog title={title} onClose={onClose}>
        <SaveExport state={state} />
      </Dialog>
    );
  }
  const failed =
    state?.name === 'failed' ? t(`errors.${state.code}`, { detail: state.detail ?? '' }) : error;
  const formats: readonly Format[] = page === null ? workspaceFormats : pageFormats;
  return (
    <Dialog title={title} onClose={onClose}>
      <div className={classes.form}>
        <SegmentedControl<Format>
          aria-label={t('exchange.export.format')}
          value={format}
          onChange={setFormat}
          data={formats.map((value) => ({ value, label: t(`exchange.formats.${value}`) }))}
        />
        <p className={classes.dim}>{t(`exchange.formatHints.${format}`)}</p>
        {page !== null && !guest && format !== 'pdf' && (
          <Checkbox
            label={t('exchange.export.withChildren')}
            checked={withChildren}
            onChange={(event) => setWithChildren(event.currentTarget.checked)}
          />
        )}
        {failed !== null && (
          <p className={classes.error} role="alert">
            {failed}
          </p>
        )}
        <div className={classes.buttons}>
          <Button data-autofocus onClick={begin}>
            {t(format === 'pdf' ? 'exchange.export.print' : 'exchange.export.action')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** The file is ready; the person says where it goes. */
export function SaveExport({
  state,
}: {
  readonly state: Extract<Job['state'], { readonly name: 'done' }>;
}) {
  const { t, i18n } = useTranslation();
  const { address = '', fileName = '', sizeBytes = 0 } = state;
  return (
    <div className={classes.form}>
      <p className={classes.result} role="status">
        {t('exchange.export.ready', {
          name: fileName,
          size: fileSizeText(sizeBytes, i18n.language),
        })}
      </p>
      <div className={classes.buttons}>
        <Button component="a" href={address} download={fileName} data-autofocus>
          {t('exchange.export.save')}
        </Button>
      </div>
    </div>
  );
}
