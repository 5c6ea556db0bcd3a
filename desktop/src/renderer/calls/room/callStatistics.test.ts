import { expect, test } from 'vitest';
import { callStatistics, type CallCounts, type StatsEntry } from './callStatistics.ts';

const pair = (id: string, more: StatsEntry): StatsEntry => ({
  id,
  type: 'candidate-pair',
  ...more,
});
const vp8 = { id: 'CV', type: 'codec', mimeType: 'video/VP8' };
const opus = { id: 'CA', type: 'codec', mimeType: 'audio/opus' };
const layer = (rid: string, bytesSent: number, packetsSent: number, size: StatsEntry) => ({
  id: `OT-${rid}`,
  type: 'outbound-rtp',
  codecId: 'CV',
  bytesSent,
  packetsSent,
  ...size,
});

/** As Chromium 156 reports a camera of three layers, the largest switched off, and one microphone. */
function counts(at: number, grown: number): CallCounts {
  return {
    at,
    transports: [
      {
        direction: 'send',
        entries: [
          { id: 'T1', type: 'transport', selectedCandidatePairId: 'CP2' },
          pair('CP1', { state: 'failed', nominated: false, currentRoundTripTime: 2 }),
          pair('CP2', {
            state: 'succeeded',
            nominated: true,
            currentRoundTripTime: 0.042,
            availableOutgoingBitrate: 1_250_000,
          }),
        ],
      },
      { direction: 'receive', entries: [pair('CP3', { state: 'succeeded', nominated: true })] },
    ],
    tracks: [
      {
        id: 'producer-1',
        direction: 'send',
        session: 'me',
        source: 'camera',
        entries: [
          vp8,
          layer('r0', 10_000 + grown * 10, 100 + grown / 10, {
            frameWidth: 320,
            frameHeight: 180,
            framesPerSecond: 30,
            active: true,
          }),
          layer('r1', 20_000 + grown * 40, 200 + grown / 10, {
            frameWidth: 640,
            frameHeight: 360,
            framesPerSecond: 28,
            active: true,
          }),
          layer('r2', 90_000, 900, { frameWidth: 1280, frameHeight: 720, active: false }),
          { id: 'RI-1', type: 'remote-inbound-rtp', packetsLost: 7 + grown / 100, jitter: 0.004 },
          { id: 'RI-2', type: 'remote-inbound-rtp', packetsLost: 0, jitter: 0.009 },
        ],
      },
      {
        id: 'consumer-1',
        direction: 'receive',
        session: 'other',
        source: 'microphone',
        entries: [
          opus,
          {
            id: 'IT-1',
            type: 'inbound-rtp',
            codecId: 'CA',
            bytesReceived: 5000 + grown * 4,
            packetsReceived: 500 + grown / 10,
            packetsLost: 3 + grown / 40,
            jitter: 0.012,
          },
        ],
      },
    ],
  };
}

test('what was counted between two moments', () => {
  expect(callStatistics(counts(1000, 0), counts(3000, 1000))).toEqual({
    roundTripMs: 42,
    availableOutgoingBitsPerSecond: 1_250_000,
    tracks: [
      {
        direction: 'send',
        session: 'me',
        source: 'camera',
        codec: 'VP8',
        bitsPerSecond: 200_000,
        lost: 0.05,
        jitterMs: 9,
        width: 640,
        height: 360,
        framesPerSecond: 28,
      },
      {
        direction: 'receive',
        session: 'other',
        source: 'microphone',
        codec: 'opus',
        bitsPerSecond: 16_000,
        lost: 0.2,
        jitterMs: 12,
        width: null,
        height: null,
        framesPerSecond: null,
      },
    ],
  });
});

test('a track that was not there before counts from its beginning; without media nothing is known', () => {
  const before = { at: 1000, transports: [], tracks: [] };
  const { tracks } = callStatistics(before, counts(2000, 0));
  expect(tracks.map(({ bitsPerSecond }) => bitsPerSecond)).toEqual([960_000, 40_000]);
  expect(callStatistics(before, { ...before, at: 2000 })).toEqual({
    roundTripMs: null,
    availableOutgoingBitsPerSecond: null,
    tracks: [],
  });
});

test('counters that began anew are no negative rate', () => {
  const [camera, microphone] = callStatistics(counts(0, 1000), counts(1000, 0)).tracks;
  expect([camera?.bitsPerSecond, camera?.lost]).toEqual([0, 0]);
  expect([microphone?.bitsPerSecond, microphone?.lost]).toEqual([0, 0]);
});
