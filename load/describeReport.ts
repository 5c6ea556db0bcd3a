import type { Arrived, LoadReport, Spread } from './LoadReport.ts';

const mostProblemsShown = 10;

/** The report as a table for people. */
export function describeReport(report: LoadReport): string {
  const { client, server, cuts, problems } = report;
  const rows: [string, string][] = [
    ['members', `${report.members}, measured for ${Math.round(report.seconds)} s`],
    ['first packet', spread(report.firstPacketMs)],
    ['round trip, signalling', spread(report.signalingRoundTripMs)],
    ['round trip, media', spread(report.mediaRoundTripMs)],
    ['sent', `${Math.round(report.sentPacketsPerSecond)} packets/s`],
    ['audio received', arrived(report.audio)],
    ['video received', arrived(report.video)],
    [
      'load client',
      `${share(client.cpuShare)} of a core, at worst ${Math.round(client.latestMs)} ms late, ${client.skipped} turns left out`,
    ],
  ];
  if (server) {
    rows.push([
      'server, signalling',
      `${share(server.nodeCpuShare)} of a core, ${Math.round(server.nodeMegabytes)} MB`,
    ]);
    rows.push([
      'server, media',
      `${share(server.workerCpuShare)} of a core, ${Math.round(server.workerMegabytes)} MB`,
    ]);
  }
  if (cuts) {
    rows.push(['cuts', `${cuts.cuts}, back after ${spread(cuts.recoveredMs)}`]);
    rows.push(['unrecovered', cuts.unrecovered.join('; ') || 'nobody']);
    const growth = cuts.memoryGrowth === null ? 'not known' : share(cuts.memoryGrowth);
    rows.push(["growth of the server's memory", growth]);
  }
  const width = Math.max(...rows.map(([name]) => name.length));
  const table = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
  return [...table, ...problemLines(problems)].join('\n');
}

function problemLines(problems: readonly string[]): string[] {
  if (problems.length === 0) return [];
  const shown = problems.slice(0, mostProblemsShown).map((problem) => `  ${problem}`);
  const rest = problems.length - shown.length;
  return [`${problems.length} problems:`, ...shown, ...(rest > 0 ? [`  and ${rest} more`] : [])];
}

function spread(spread: Spread | null): string {
  if (!spread) return '-';
  const [median, p95, worst] = [spread.median, spread.p95, spread.worst].map(milliseconds);
  return `median ${median}, p95 ${p95}, worst ${worst} ms`;
}

function milliseconds(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}

function arrived({
  streams,
  packets,
  lost,
  packetsPerSecond,
  bitsPerSecond,
  longestPauseMs,
}: Arrived) {
  if (streams === 0) return 'nothing';
  const rate = `${Math.round(packetsPerSecond)} packets/s, ${(bitsPerSecond / 1_000_000).toFixed(1)} Mbit/s`;
  const loss = `${lost} lost (${share(lost / (packets + lost))})`;
  return `${streams} streams, ${rate}, ${loss}, longest pause ${Math.round(longestPauseMs)} ms`;
}

function share(value: number): string {
  return `${(value * 100).toFixed(value < 0.1 ? 2 : 0)} %`;
}
