import { describe, expect, it } from 'vitest';
import { FakeCall } from '../controls/testing/FakeCall.ts';
import type { CallStatistics, TrackStatistics } from '../room/callState.ts';
import { ownQuality, statisticsRows } from './statisticsRows.ts';

const track = (
  session: string,
  source: TrackStatistics['source'],
  more: Partial<TrackStatistics> = {},
): TrackStatistics => ({
  direction: 'receive',
  session,
  source,
  codec: null,
  bitsPerSecond: 0,
  lost: 0,
  jitterMs: null,
  width: null,
  height: null,
  framesPerSecond: null,
  ...more,
});

const measured = (
  tracks: readonly TrackStatistics[],
  roundTripMs: number | null = 20,
): CallStatistics => ({ roundTripMs, availableOutgoingBitsPerSecond: null, tracks });

describe('statisticsRows', () => {
  const call = new FakeCall();
  call.set({ self: call.peer('me'), peers: [call.peer('bob'), call.peer('carol')] });

  it('orders by person and source, oneself first, and leaves out who sends nothing', () => {
    const rows = statisticsRows(
      measured([
        track('bob-session', 'camera'),
        track('bob-session', 'microphone'),
        track('me-session', 'camera', { direction: 'send' }),
      ]),
      call.getState(),
    );
    expect(rows.map(({ name, own, tracks }) => [name, own, tracks.map((t) => t.source)])).toEqual([
      ['me', true, ['camera']],
      ['bob', false, ['microphone', 'camera']],
    ]);
  });

  it('leaves out tracks of people who have gone', () => {
    const rows = statisticsRows(measured([track('gone-session', 'camera')]), call.getState());
    expect(rows.flatMap(({ tracks }) => tracks)).toEqual([]);
  });
});

describe('ownQuality', () => {
  it('is judged by the worst of loss and delay', () => {
    expect(ownQuality(measured([track('bob', 'camera', { lost: 0.01 })]))).toBe('good');
    expect(ownQuality(measured([track('bob', 'camera', { lost: 0.05 })]))).toBe('fair');
    expect(ownQuality(measured([track('a', 'camera'), track('b', 'camera', { lost: 0.2 })]))).toBe(
      'poor',
    );
    expect(ownQuality(measured([], 250))).toBe('fair');
    expect(ownQuality(measured([], 900))).toBe('poor');
    expect(ownQuality(measured([], null))).toBe('good');
  });
});
