import type { MediaKind } from '@confab/shared-types';
import type { Crowd } from './Crowd.ts';
import type { Participant } from './Participant.ts';
import type { ServerUse } from './OwnServer.ts';

export interface Spread {
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
}

/** What arrived of one kind of media, at all who receive. */
export interface Arrived {
  readonly streams: number;
  readonly packets: number;
  readonly lost: number;
  readonly bitsPerSecond: number;
  readonly packetsPerSecond: number;
  /** Between two packets of a stream, in milliseconds. */
  readonly longestPauseMs: number;
}

export interface LoadReport {
  readonly members: number;
  readonly seconds: number;
  /** From joining to the first packet of any sound, in milliseconds; null: nobody receives. */
  readonly firstPacketMs: Spread | null;
  readonly signalingRoundTripMs: Spread | null;
  readonly mediaRoundTripMs: Spread | null;
  readonly audio: Arrived;
  readonly video: Arrived;
  readonly sentPacketsPerSecond: number;
  /** How late the load client's own clock was, at worst; what it left out because of that. */
  readonly client: {
    readonly latestMs: number;
    readonly skipped: number;
    readonly cpuShare: number;
  };
  /** Null for a server elsewhere. Shares of one core, and megabytes. */
  readonly server: {
    readonly nodeCpuShare: number;
    readonly workerCpuShare: number;
    readonly nodeMegabytes: number;
    readonly workerMegabytes: number;
  } | null;
  readonly cuts: CutReport | null;
  readonly problems: readonly string[];
}

/** What cutting sockets led to. */
export interface CutReport {
  readonly cuts: number;
  /** From the cut to being in the call again, in milliseconds. */
  readonly recoveredMs: Spread | null;
  /** Who was not in the call, or did not hear everybody, long after a cut. */
  readonly unrecovered: readonly string[];
  /** Of the server's processes, from the first part of the run to its last; null: unknown or too short. */
  readonly memoryGrowth: number | null;
}

export interface Measured {
  readonly crowd: Crowd;
  readonly seconds: number;
  /** Seconds of a core that the load client itself used. */
  readonly clientCpuSeconds: number;
  readonly before: ServerUse | null;
  readonly after: ServerUse | null;
  readonly cuts: CutReport | null;
}

export function reportOf(measured: Measured): LoadReport {
  const { crowd, seconds, clientCpuSeconds, cuts } = measured;
  const { members, pacer, problems } = crowd;
  return {
    members: members.length,
    seconds,
    firstPacketMs: spreadOf(members.flatMap(firstPacketMs)),
    signalingRoundTripMs: spreadOf(members.flatMap(({ pings }) => pings.milliseconds)),
    mediaRoundTripMs: spreadOf(members.flatMap(({ counts }) => counts.roundTrips)),
    audio: arrived(members, 'audio', seconds),
    video: arrived(members, 'video', seconds),
    sentPacketsPerSecond: sum(members.map(({ counts }) => counts.sentPackets)) / seconds,
    client: {
      latestMs: pacer.latestMs,
      skipped: pacer.skipped,
      cpuShare: clientCpuSeconds / seconds,
    },
    server: serverUse(measured),
    cuts,
    problems,
  };
}

export function spreadOf(sample: readonly number[]): Spread | null {
  if (sample.length === 0) return null;
  const sorted = [...sample].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { median: at(0.5), p95: at(0.95), worst: at(1) };
}

function firstPacketMs({ counts, joinedAt }: Participant): number[] {
  const heard = [...counts.received].flatMap(({ kind, firstAt }) =>
    kind === 'audio' && firstAt !== null ? [firstAt] : [],
  );
  return heard.length === 0 ? [] : [Math.min(...heard) - joinedAt];
}

function arrived(members: readonly Participant[], kind: MediaKind, seconds: number): Arrived {
  const streams = members
    .flatMap(({ counts }) => [...counts.received])
    .filter((stream) => stream.kind === kind && stream.packets > 0);
  const packets = sum(streams.map((stream) => stream.packets));
  return {
    streams: streams.length,
    packets,
    lost: sum(streams.map(({ lost }) => lost)),
    bitsPerSecond: (sum(streams.map(({ bytes }) => bytes)) * 8) / seconds,
    packetsPerSecond: packets / seconds,
    longestPauseMs: streams.reduce((most, stream) => Math.max(most, stream.longestPauseMs), 0),
  };
}

function serverUse({ before, after, seconds }: Measured): LoadReport['server'] {
  if (!before || !after) return null;
  const megabyte = 1024 * 1024;
  return {
    nodeCpuShare: (after.node.cpuSeconds - before.node.cpuSeconds) / seconds,
    workerCpuShare: (after.workers.cpuSeconds - before.workers.cpuSeconds) / seconds,
    nodeMegabytes: after.node.residentBytes / megabyte,
    workerMegabytes: after.workers.residentBytes / megabyte,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
