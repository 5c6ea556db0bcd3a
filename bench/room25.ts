import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';

const main = fileURLToPath(new URL('../load/main.ts', import.meta.url));
const arrivedSchema = z.object({
  streams: z.number(),
  packets: z.number(),
  lost: z.number(),
  packetsPerSecond: z.number(),
  bitsPerSecond: z.number(),
  longestPauseMs: z.number(),
});
const reportSchema = z.object({
  audio: arrivedSchema,
  video: arrivedSchema,
  firstPacketMs: z.object({ p95: z.number() }),
  client: z.object({ cpuShare: z.number(), skipped: z.number() }),
  server: z.object({ nodeCpuShare: z.number(), workerCpuShare: z.number() }),
});

const people = 25;
const voices = people * (people - 1);
const goalLost = 0.001;

/**
 * A room of 25, all with microphone and camera, three of whom speak at a time. Each gets everybody's
 * voice and everybody's picture as small as in a grid. The people are a load client in a process of its
 * own, which decrypts every packet.
 */
export const room25: Benchmark = async (say) => {
  const args = ['--participants', String(people), '--video', '--layer', '0', '--talking', '3'];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [main, ...args, '--seconds', '40', '--json'],
    { env: process.env, maxBuffer: 16 * 1024 * 1024 },
  );
  const { audio, video, server, client, firstPacketMs } = reportSchema.parse(JSON.parse(stdout));
  const lost = audio.lost / (audio.packets + audio.lost);
  const percent = (share: number) => `${rounded(share * 100)} %`;
  say(
    `sound: ${audio.streams} streams, ${rounded(audio.packetsPerSecond)} packets/s, ${percent(lost)} lost`,
  );
  say(
    `pictures: ${video.streams} streams, ${rounded(video.packetsPerSecond)} packets/s, ${video.lost} lost`,
  );
  say(
    `${rounded((audio.bitsPerSecond + video.bitsPerSecond) / 1e6)} Mbit/s, first sound p95 ${rounded(firstPacketMs.p95)} ms`,
  );
  say(
    `of a core: media ${percent(server.workerCpuShare)}, signalling ${percent(server.nodeCpuShare)}, load client ${percent(client.cpuShare)}`,
  );
  if (client.skipped > 0) say(`the load client did not keep up: ${client.skipped} turns left out`);
  return {
    name: 'room-25',
    unit: 'packets/s',
    ours: rounded(audio.packetsPerSecond + video.packetsPerSecond),
    reference: null,
    ratio: null,
    goal: `everybody hears all of the others, at most ${goalLost * 100} % of the sound is lost`,
    met: audio.streams === voices && lost <= goalLost,
  };
};
