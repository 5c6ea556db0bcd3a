import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { transcriptFormatSchema } from '@confab/shared-types';
import type { Job, Language, PageId, TranscriptExport, WorkspaceId } from '@confab/shared-types';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useData, useHub } from '../../app/AppContext.ts';
import { errorText } from '../../app/errorText.ts';
import { SaveExport } from '../../exchange/ExportDialog.tsx';
import { JobProgress } from '../../exchange/JobProgress.tsx';
import { useJobs } from '../../exchange/useJob.ts';
import { useUpdatePreferences } from '../../settings/useUpdatePreferences.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import classes from './MinutesActions.module.css';
import { TranscriptPreview } from './TranscriptPreview.tsx';

/** What of a file one can choose, by its format: the others say how it is by themselves. */
const withTimes: readonly string[] = ['txt', 'md', 'docx'];
const withSpeakers: readonly string[] = ['txt', 'md', 'docx', 'srt', 'vtt'];

/** Takes a transcript out as a file. */
export default function TranscriptExportDialog(props: {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  readonly onClose: () => void;
}) {
  const { workspace, page, onClose } = props;
  const { t, i18n } = useTranslation();
  const hub = useHub();
  const jobs = useJobs();
  const update = useUpdatePreferences();
  const kept = useData(({ preferences }) => preferences.transcriptExport);
  const [choice, setChoice] = useState<TranscriptExport>(kept);
  const [language, setLanguage] = useState<Language>(i18n.language === 'ko' ? 'ko' : 'en');
  const [job, setJob] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const failed = (problem: unknown): void => setError(errorText(t, problem));
  const running = job === null ? undefined : jobs.get(job);
  const state: Job['state'] | null = job === null ? null : (running?.state ?? { name: 'running' });
  const title = t('summaries.export.title');
  const begin = (): void => {
    setError(null);
    update({ transcriptExport: choice });
    hub
      .request('minutes.export', { workspace, page, language, ...choice })
      .then((started) => setJob(started.job), failed);
  };
  const cancel = (): void => {
    if (job !== null) hub.request('jobs.cancel', { job }).catch(failed);
  };
  if (state?.name === 'running') {
    const { done = 0, total = 0 } = running ?? {};
    const words = t('exchange.export.working');
    return (
      <Dialog title={title} onClose={cancel} size={520}>
        <JobProgress words={words} done={done} total={total} onCancel={cancel} />
      </Dialog>
    );
  }
  if (state?.name === 'done') {
    return (
      <Dialog title={title} onClose={onClose} size={520}>
        <div className={classes.dialog}>
          {choice.format !== 'docx' && state.address !== undefined && (
            <TranscriptPreview address={state.address} />
          )}
          <SaveExport state={state} />
        </div>
      </Dialog>
    );
  }
  const problem =
    state?.name === 'failed' ? t(`errors.${state.code}`, { detail: state.detail ?? '' }) : error;
  return (
    <Dialog title={title} onClose={onClose} size={520}>
      <div className={classes.dialog}>
        <SegmentedControl
          aria-label={t('exchange.export.format')}
          value={choice.format}
          onChange={(format) => setChoice({ ...choice, format })}
          data={transcriptFormatSchema.options.map((value) => ({
            value,
            label: t(`summaries.export.formats.${value}`),
          }))}
        />
        <p className={classes.dim}>{t(`summaries.export.hints.${choice.format}`)}</p>
        <Choices choice={choice} onChange={setChoice} />
        {withTimes.includes(choice.format) && (
          <div className={classes.language}>
            <span id="transcript-language">{t('summaries.export.language')}</span>
            <SegmentedControl<Language>
              aria-labelledby="transcript-language"
              value={language}
              onChange={setLanguage}
              data={(['en', 'ko'] as const).map((value) => ({
                value,
                label: t(`settings.language.${value}`),
              }))}
            />
          </div>
        )}
        {problem !== null && (
          <p className={classes.error} role="alert">
            {problem}
          </p>
        )}
        <div className={classes.dialogButtons}>
          <Button data-autofocus onClick={begin}>
            {t('exchange.export.action')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Choices(props: {
  readonly choice: TranscriptExport;
  readonly onChange: (choice: TranscriptExport) => void;
}) {
  const { choice, onChange } = props;
  const { t } = useTranslation();
  const times = withTimes.includes(choice.format);
  const speakers = withSpeakers.includes(choice.format);
  if (!times && !speakers) return null;
  return (
    <div className={classes.choices}>
      {times && (
        <Checkbox
          label={t('summaries.export.times')}
          checked={choice.times}
          onChange={({ currentTarget }) => onChange({ ...choice, times: currentTarget.checked })}
        />
      )}
      {speakers && (
        <Checkbox
          label={t('summaries.export.speakers')}
          checked={choice.speakers}
          onChange={({ currentTarget }) => onChange({ ...choice, speakers: currentTarget.checked })}
        />
      )}
    </div>
  );
}
