import type { TrackSource } from '@confab/shared-types';
import type { CallStatistics, TrackStatistics } from './callState.ts';

/** One entry of an `RTCStatsReport` (webrtc-stats). */
export type StatsEntry = Readonly<Record<string, unknown>>;

/** What WebRTC counted of one track up to now. */
export interface TrackCounts {
  /** Of the producer or consumer. */
  readonly id: string;
  readonly direction: 'send' | 'receive';
  readonly session: string;
  readonly source: TrackSource;
  readonly entries: readonly StatsEntry[];
}

/** All that WebRTC counted of a call up to now. */
export interface CallCounts {
  /** Milliseconds, of any clock that does not jump. */
  readonly at: number;
  readonly transports: readonly {
    readonly direction: 'send' | 'receive';
    readonly entries: readonly StatsEntry[];
  }[];
  readonly tracks: readonly TrackCounts[];
}

/** What a person may know of a call's media, from what was counted at two moments. */
export function callStatistics(before: CallCounts, after: CallCounts): CallStatistics {
  const seconds = Math.max(0.001, (after.at - before.at) / 1000);
  const known = new Map(before.tracks.map(({ id, entries }) => [id, entries]));
  const pairs = after.transports.flatMap(({ direction, entries }) => {
    const pair = selectedPair(entries);
    return pair ? [{ direction, pair }] : [];
  });
  const sending = pairs.find(({ direction }) => direction === 'send')?.pair;
  const roundTrip = numberOf((sending ?? pairs[0]?.pair)?.['currentRoundTripTime']);
  return {
    roundTripMs: roundTrip === null ? null : roundTrip * 1000,
    availableOutgoingBitsPerSecond: numberOf(sending?.['availableOutgoingBitrate']),
    tracks: after.tracks.map((track) => trackStatistics(track, known.get(track.id) ?? [], seconds)),
  };
}

function trackStatistics(
  { direction, session, source, entries }: TrackCounts,
  before: readonly StatsEntry[],
  seconds: number,
): TrackStatistics {
  const sends = direction === 'send';
  const own = ofType(entries, sends ? 'outbound-rtp' : 'inbound-rtp');
  const ownBefore = ofType(before, sends ? 'outbound-rtp' : 'inbound-rtp');
  const far = ofType(entries, 'remote-inbound-rtp');
  const grown = (field: string) => Math.max(0, sum(own, field) - sum(ownBefore, field));
  const lost = sends
    ? sum(far, 'packetsLost') - sum(ofType(before, 'remote-inbound-rtp'), 'packetsLost')
    : sum(own, 'packetsLost') - sum(ownBefore, 'packetsLost');
  const packets = sends ? grown('packetsSent') : grown('packetsReceived') + Math.max(0, lost);
  const jitter = largest(sends ? far : own, 'jitter');
  const picture = own.toSorted((a, b) => pixels(b) - pixels(a))[0];
  return {
    direction,
    session,
    source,
    codec: codecOf(entries, own),
    bitsPerSecond: Math.round((grown(sends ? 'bytesSent' : 'bytesReceived') * 8) / seconds),
    lost: packets === 0 ? 0 : Math.min(1, Math.max(0, lost / packets)),
    jitterMs: jitter === null ? null : jitter * 1000,
    width: numberOf(picture?.['frameWidth']),
    height: numberOf(picture?.['frameHeight']),
    framesPerSecond: numberOf(picture?.['framesPerSecond']),
  };
}

/** The pair of candidates that the media goes over. */
function selectedPair(entries: readonly StatsEntry[]): StatsEntry | undefined {
  const selected = ofType(entries, 'transport')[0]?.['selectedCandidatePairId'];
  const pairs = ofType(entries, 'candidate-pair');
  return (
    pairs.find(({ id }) => id === selected) ??
    pairs.find(({ nominated, state }) => nominated === true && state === 'succeeded')
  );
}

function codecOf(entries: readonly StatsEntry[], own: readonly StatsEntry[]): string | null {
  const id = own[0]?.['codecId'];
  const mimeType = entries.find((entry) => entry['id'] === id && id !== undefined)?.['mimeType'];
  return typeof mimeType === 'string' ? mimeType.slice(mimeType.indexOf('/') + 1) : null;
}

/** Of a sender's simulcast layers those that are off have the size they had: they send no frames. */
function pixels(entry: StatsEntry): number {
  if (entry['active'] === false) return 0;
  return (numberOf(entry['frameWidth']) ?? 0) * (numberOf(entry['frameHeight']) ?? 0);
}

function ofType(entries: readonly StatsEntry[], type: string): readonly StatsEntry[] {
  return entries.filter((entry) => entry['type'] === type);
}

function sum(entries: readonly StatsEntry[], field: string): number {
  return entries.reduce((total, entry) => total + (numberOf(entry[field]) ?? 0), 0);
}

function largest(entries: readonly StatsEntry[], field: string): number | null {
  const values = entries.flatMap((entry) => numberOf(entry[field]) ?? []);
  return values.length === 0 ? null : Math.max(...values);
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
