import type { Recording } from '@confab/shared-types';
import type { TFunction } from 'i18next';
import { clockText } from '../calls/controls/clockText.ts';

/** How far a recording is, 0..1; null: it cannot be told. */
export function shareOf({ state, sizeBytes, durationMs, transcribedMs }: Recording): number | null {
  switch (state.name) {
    case 'receiving':
      return sizeBytes === 0 ? null : Math.min(1, state.receivedBytes / sizeBytes);
    case 'keeping':
      return null;
    case 'done':
      return 1;
    default:
      return durationMs === null || durationMs === 0
        ? null
        : Math.min(1, transcribedMs / durationMs);
  }
}

/** What is being done with it, how far in time, how far in percent: `Transcribing · 0:20 of 3:00 · 11%`. */
export function recordingText(t: TFunction, recording: Recording, language: string): string {
  const { state, durationMs, transcribedMs } = recording;
  const share = shareOf(recording);
  const timed = state.name === 'running' || state.name === 'paused' || state.name === 'waiting';
  const time =
    durationMs === null
      ? clockText(transcribedMs)
      : t('recordings.amount', { done: clockText(transcribedMs), total: clockText(durationMs) });
  const parts = [
    t(`recordings.state.${state.name}`),
    timed && (transcribedMs > 0 || durationMs !== null) ? time : '',
    share === null || state.name === 'done'
      ? ''
      : new Intl.NumberFormat(language, { style: 'percent' }).format(share),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
