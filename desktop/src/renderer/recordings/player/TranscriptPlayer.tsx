import { Skeleton } from '@mantine/core';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallId, KeptAudio, WorkspaceId } from '@confab/shared-types';
import classes from './TranscriptPlayer.module.css';
import { Player } from './Player.tsx';
import { useKeptAudio } from './useKeptAudio.ts';
import { useOpenPlayback } from './useOpenPlayback.ts';

export interface TranscriptPlayerProps {
  readonly workspace: WorkspaceId;
  readonly call: CallId;
  /** Holds the lines, whose words have `data-word-at` and `data-word-until`. */
  readonly words: RefObject<HTMLElement | null>;
  /** Brings the line said at a moment into view, though it is not drawn. */
  readonly onFar: (moment: number) => void;
}

/** Plays the sound that is kept of a call or recording along with its words; nothing without it. */
export function TranscriptPlayer(props: TranscriptPlayerProps) {
  const kept = useKeptAudio(props.workspace, props.call);
  if (kept === null || kept.length === 0) return null;
  return <KeptSound {...props} kept={kept} />;
}

function KeptSound(props: TranscriptPlayerProps & { readonly kept: readonly KeptAudio[] }) {
  const { t } = useTranslation();
  const opened = useOpenPlayback(props.kept);
  switch (opened.state) {
    case 'loading':
      return <Skeleton className={classes.loading ?? ''} height={44} />;
    case 'failed':
      return (
        <p className={classes.failure} role="alert">
          {t('recordings.player.failed', { reason: messageOf(opened.error) })}
        </p>
      );
    case 'open':
      return <Player {...props} playback={opened.playback} />;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
