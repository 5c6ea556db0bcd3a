import { setTimeout as delay } from 'node:timers/promises';
import { Crowd } from './Crowd.ts';
import { Cuts } from './Cuts.ts';
import { reportOf, type LoadReport } from './LoadReport.ts';
import { OwnServer } from './OwnServer.ts';
import type { LoadOptions } from './readOptions.ts';

const progressMs = 10_000;
/** What joining brings about has settled. */
const settleMs = 2000;

/**
 * Joins everybody, measures for the time that is asked for, and answers what came of it. Aborting ends
 * it early with what was measured so far; rejects when it never came to measuring.
 */
export async function runLoad(
  options: LoadOptions,
  signal: AbortSignal,
  say: (text: string) => void,
): Promise<LoadReport> {
  const { publishers, subscribers, participants } = options;
  const inRoom = publishers + subscribers + participants;
  const own = options.server ? null : await OwnServer.start({ peersPerRoom: Math.max(50, inRoom) });
  const server = options.server ?? own;
  if (!server) throw new Error('no server');
  const crowd = new Crowd({ ...options, server });
  try {
    await crowd.join(signal, (count) => {
      if (count % 10 === 0) say(`${count} of ${inRoom * options.rooms} have come`);
    });
    await delay(settleMs, undefined, { signal });
    return await measure(options, { crowd, own, signal, say });
  } finally {
    crowd.leave();
    await own?.stop();
  }
}

interface Running {
  readonly crowd: Crowd;
  readonly own: OwnServer | null;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
}

async function measure(options: LoadOptions, running: Running): Promise<LoadReport> {
  const { crowd, own, signal, say } = running;
  for (const { counts } of crowd.members) counts.reset();
  crowd.pacer.resetCounts();
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const before = own?.use() ?? null;
  const cuts =
    options.cutEvery === null
      ? null
      : new Cuts({ crowd, everySeconds: options.cutEvery, server: own, say });
  const report = () => {
    const { user, system } = process.cpuUsage(cpuBefore);
    const seconds = (performance.now() - startedAt) / 1000;
    const after = own?.use() ?? null;
    const clientCpuSeconds = (user + system) / 1_000_000;
    return reportOf({
      ...{ crowd, seconds, clientCpuSeconds, before, after },
      cuts: cuts?.report ?? null,
    });
  };
  const progress = setInterval(() => say(progressOf(report(), options.seconds)), progressMs);
  const over = AbortSignal.any([signal, AbortSignal.timeout(options.seconds * 1000)]);
  try {
    await untilOver(over, cuts);
    return report();
  } finally {
    clearInterval(progress);
  }
}

async function untilOver(over: AbortSignal, cuts: Cuts | null): Promise<void> {
  try {
    await (cuts
      ? cuts.run(over)
      : new Promise((_, reject) => over.addEventListener('abort', reject)));
  } catch (error) {
    if (!over.aborted) throw error;
  }
}

function progressOf({ seconds, audio, video, cuts }: LoadReport, of: number): string {
  const media = `${Math.round(audio.packetsPerSecond + video.packetsPerSecond)} packets/s, ${audio.lost + video.lost} lost`;
  const cut = cuts ? `, ${cuts.cuts} cuts, ${cuts.unrecovered.length} unrecovered` : '';
  return `${Math.round(seconds)} of ${of} s: ${media}${cut}`;
}
