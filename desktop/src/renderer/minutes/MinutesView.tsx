import { useCallback, useRef } from 'react';
import { isRecording } from '@confab/shared-types';
import type { CallId, PageId, WorkspaceId } from '@confab/shared-types';
import { useTranslation } from 'react-i18next';
import { TranscriptPlayer } from '../recordings/player/TranscriptPlayer.tsx';
import { RecordingProgress } from '../recordings/RecordingProgress.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { StatusDot } from '../ui/StatusDot.tsx';
import { useTranscriptEdits } from './edit/useTranscriptEdits.ts';
import type { TranscriptGridHandle } from './lines/TranscriptGrid.tsx';
import { transcriptRows } from './lines/transcriptRows.ts';
import classes from './MinutesView.module.css';
import { MyNotes } from './notes/MyNotes.tsx';
import { useNotes } from './notes/useNotes.ts';
import { TranscriptView, beginOf } from './TranscriptView.tsx';
import { useLineToShow } from './useLineToShow.ts';
import { usePointedLines } from './usePointedLines.ts';
import { useTranscript } from './useTranscript.ts';

/** Below the notes of a page of minutes: the call and all that was said, live while it runs. */
export function MinutesView(props: {
  readonly workspace: WorkspaceId;
  readonly call: CallId;
  readonly page: PageId;
}) {
  const { workspace, call } = props;
  const { t } = useTranslation();
  const transcript = useTranscript(workspace, call);
  const edits = useTranscriptEdits(props, transcript);
  const notes = useNotes(workspace, call, transcript);
  const words = useRef<HTMLDivElement>(null);
  const grid = useRef<TranscriptGridHandle>(null);
  const showMoment = useCallback((at: number) => grid.current?.showMoment(at), []);
  const pointed = usePointedLines(words);
  useLineToShow(grid, transcript.lines);
  const running = transcript.call !== null && transcript.call.endedAt === null;
  const recording = isRecording(call);
  const rows = transcriptRows({ lines: transcript.lines, notes: notes.all });
  return (
    <>
      <MyNotes
        notes={notes}
        startedAt={beginOf(transcript)}
        onShow={({ id }) => grid.current?.showRow(`note/${id}`)}
      />
      <section className={classes.transcript} aria-labelledby="transcript-title">
        <div className={classes.head}>
          <h2 id="transcript-title" className={classes.title}>
            {t('minutes.transcript.title')}
            {running && !recording && (
              <span className={classes.live}>
                <StatusDot tone="good" />
                {t('minutes.transcript.live')}
              </span>
            )}
          </h2>
        </div>
        {recording && <RecordingProgress call={call} />}
        <TranscriptPlayer workspace={workspace} call={call} words={words} onFar={showMoment} />
        <div ref={words}>
          {recording && running && rows.length === 0 ? (
            <EmptyState text={t('recordings.noWordsYet')} />
          ) : (
            <TranscriptView
              ref={grid}
              transcript={transcript}
              rows={rows}
              edits={edits}
              notes={notes}
              pointed={pointed}
            />
          )}
        </div>
      </section>
    </>
  );
}
