import { Skeleton } from '@mantine/core';
import type { TranscriptLine } from '@confab/shared-types';
import { useTranslation } from 'react-i18next';
import { clockText } from '../calls/controls/clockText.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { personColor } from '../ui/personColors.ts';
import type { Transcript } from './transcriptSource.ts';
import classes from './TranscriptView.module.css';

/** Lines of a call: time since it began, who, what. */
export function TranscriptView({ transcript }: { readonly transcript: Transcript }) {
  const { t } = useTranslation();
  const { lines, loading, call, unreadable } = transcript;
  if (lines.length === 0 && loading) return <TranscriptSkeleton />;
  const running = call !== null && call.endedAt === null;
  if (lines.length === 0 && unreadable === 0) {
    const text = running ? 'minutes.transcript.emptyRunning' : 'minutes.transcript.emptyEnded';
    return <EmptyState text={t(text)} />;
  }
  const startedAt = call?.startedAt ?? lines[0]?.startedAt ?? 0;
  return (
    <>
      <ol className={classes.lines} role={running ? 'log' : 'list'}>
        {lines.map((line) => (
          <Line key={`${line.writer}/${line.utterance}`} line={line} startedAt={startedAt} />
        ))}
      </ol>
      {unreadable > 0 && (
        <p className={classes.unreadable}>
          {t('minutes.transcript.unreadable', { count: unreadable })}
        </p>
      )}
    </>
  );
}

function Line(props: { readonly line: TranscriptLine; readonly startedAt: number }) {
  const { line, startedAt } = props;
  return (
    <li className={classes.line} lang={line.language} data-utterance={line.utterance} tabIndex={-1}>
      <time className={classes.time}>{clockText(Math.max(0, line.startedAt - startedAt))}</time>
      <span className={classes.name} style={{ color: personColor(line.speaker) }} title={line.name}>
        {line.name}
      </span>
      <span className={classes.words}>{line.text}</span>
    </li>
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
