import type { CallId } from '@confab/shared-types';
import { useTranslation } from 'react-i18next';
import classes from './Recordings.module.css';
import { useRecording } from './RecordingsContext.ts';
import { RecordingState } from './RecordingState.tsx';

/** Above the words of a recording while they come; nothing once they are all there. */
export function RecordingProgress({ call }: { readonly call: CallId }) {
  const { t } = useTranslation();
  const recording = useRecording(call);
  if (recording === null || recording.state.name === 'done') return null;
  return (
    <section className={classes.progress} aria-label={t('recordings.title')}>
      <span className={classes.name}>{recording.fileName}</span>
      <RecordingState recording={recording} />
    </section>
  );
}
