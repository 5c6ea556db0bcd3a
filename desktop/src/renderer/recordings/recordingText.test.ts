import type { Recording } from '@confab/shared-types';
import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import { recordingText, shareOf } from './recordingText.ts';

const recording: Recording = {
  id: 'recording-0001',
  workspace: 'workspace-1',
  page: 'page-0001',
  fileName: 'talk.mp3',
  type: 'audio/mpeg',
  sizeBytes: 1000,
  language: 'en',
  keepAudio: false,
  durationMs: 180_000,
  transcribedMs: 45_000,
  state: { name: 'running' },
};
const t = ((key: string, values: object = {}) =>
  [key, ...Object.values(values)].join(' ')) as unknown as TFunction;

describe('recordingText', () => {
  it('says how far in time and percent', () => {
    expect(recordingText(t, recording, 'en')).toBe(
      'recordings.state.running · recordings.amount 0:45 3:00 · 25%',
    );
  });

  it('counts bytes while the file comes in, and claims nothing it does not know', () => {
    const receiving: Recording = {
      ...recording,
      durationMs: null,
      transcribedMs: 0,
      state: { name: 'receiving', receivedBytes: 500 },
    };
    expect(recordingText(t, receiving, 'en')).toBe('recordings.state.receiving · 50%');
    const unknown: Recording = { ...recording, durationMs: null };
    expect(shareOf(unknown)).toBeNull();
    expect(recordingText(t, unknown, 'en')).toBe('recordings.state.running · 0:45');
  });

  it('never goes beyond the whole', () => {
    expect(shareOf({ ...recording, transcribedMs: 181_000 })).toBe(1);
  });
});
