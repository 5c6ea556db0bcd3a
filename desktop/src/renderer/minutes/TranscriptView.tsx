import { Skeleton } from '@mantine/core';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/EmptyState.tsx';
import type { TranscriptEdits } from './edit/useTranscriptEdits.ts';
import { TranscriptGrid } from './lines/TranscriptGrid.tsx';
import type { TranscriptGridHandle } from './lines/TranscriptGrid.tsx';
import type { TranscriptRow } from './lines/transcriptRows.ts';
import type { Notes } from './notes/useNotes.ts';
import type { Transcript } from './transcriptSource.ts';
import classes from './TranscriptView.module.css';

/** When a call began, as far as is known; times of lines are shown since then. */
export function beginOf({ call, lines }: Transcript): number {
  return call?.startedAt ?? lines[0]?.startedAt ?? 0;
}

/** Rows of a call's transcript, or why there are none. */
export function TranscriptView(props: {
  readonly transcript: Transcript;
  readonly rows: readonly TranscriptRow[];
  readonly edits: TranscriptEdits | null;
  readonly notes: Notes;
  readonly pointed?: ReadonlySet<string>;
  readonly ref?: Ref<TranscriptGridHandle>;
}) {
  const { transcript, rows, ...shown } = props;
  const { t } = useTranslation();
  const { lines, people, loading, call, unreadable } = transcript;
  if (rows.length === 0 && loading) return <TranscriptSkeleton />;
  const running = call !== null && call.endedAt === null;
  if (rows.length === 0 && unreadable === 0) {
    const text = running ? 'minutes.transcript.emptyRunning' : 'minutes.transcript.emptyEnded';
    return <EmptyState text={t(text)} />;
  }
  return (
    <>
      {rows.length > 0 && (
        <TranscriptGrid
          {...shown}
          rows={rows}
          lines={lines}
          people={people}
          startedAt={beginOf(transcript)}
        />
      )}
      {unreadable > 0 && (
        <p className={classes.unreadable}>
          {t('minutes.transcript.unreadable', { count: unreadable })}
        </p>
      )}
    </>
  );
}

function TranscriptSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={classes.skeleton} role="status" aria-label={t('minutes.transcript.loading')}>
      {['72%', '54%', '63%'].map((width) => (
        <Skeleton key={width} height={16} width={width} />
      ))}
    </div>
  );
}
