import type { CallId, WorkspaceId } from '@confab/shared-types';
import { useTranslation } from 'react-i18next';
import { StatusDot } from '../ui/StatusDot.tsx';
import classes from './MinutesView.module.css';
import { TranscriptView } from './TranscriptView.tsx';
import { useTranscript } from './useTranscript.ts';

/** Below the notes of a page of minutes: the call and all that was said, live while it runs. */
export function MinutesView(props: { readonly workspace: WorkspaceId; readonly call: CallId }) {
  const { workspace, call } = props;
  const { t } = useTranslation();
  const transcript = useTranscript(workspace, call);
  const running = transcript.call !== null && transcript.call.endedAt === null;
  return (
    <section className={classes.transcript} aria-labelledby="transcript-title">
      <h2 id="transcript-title" className={classes.title}>
        {t('minutes.transcript.title')}
        {running && (
          <span className={classes.live}>
            <StatusDot tone="good" />
            {t('minutes.transcript.live')}
          </span>
        )}
      </h2>
      <TranscriptView transcript={transcript} />
    </section>
  );
}
