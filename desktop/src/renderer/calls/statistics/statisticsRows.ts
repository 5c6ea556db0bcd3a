import type { ConnectionQuality, TrackSource } from '@confab/shared-types';
import type { CallState, CallStatistics, TrackStatistics } from '../room/callState.ts';

/** What one person sends or is received of them. */
export interface StatisticsOfPerson {
  readonly session: string;
  readonly name: string;
  readonly own: boolean;
  readonly quality: ConnectionQuality;
  readonly tracks: readonly TrackStatistics[];
}

const sources: readonly TrackSource[] = [
  'microphone',
  'camera',
  'screen_share',
  'screen_share_audio',
];

/** One's own sending first, then what is received, in the order of the call. */
export function statisticsRows(
  statistics: CallStatistics,
  { self, peers }: Pick<CallState, 'self' | 'peers'>,
): readonly StatisticsOfPerson[] {
  return [...(self === null ? [] : [self]), ...peers].flatMap((peer) => {
    const { session, name, quality } = peer;
    const tracks = statistics.tracks
      .filter((track) => track.session === session)
      .toSorted((a, b) => sources.indexOf(a.source) - sources.indexOf(b.source));
    const own = peer === self;
    return own || tracks.length > 0 ? [{ session, name, own, quality, tracks }] : [];
  });
}

/** How good a connection is, by what it loses and how long it takes: as phone systems judge it. */
export function ownQuality(statistics: CallStatistics): Exclude<ConnectionQuality, 'lost'> {
  const lost = Math.max(0, ...statistics.tracks.map((track) => track.lost));
  const roundTrip = statistics.roundTripMs ?? 0;
  if (lost > 0.08 || roundTrip > 400) return 'poor';
  if (lost > 0.02 || roundTrip > 200) return 'fair';
  return 'good';
}
