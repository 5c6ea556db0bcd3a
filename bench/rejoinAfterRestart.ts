import { setTimeout } from 'node:timers/promises';
import { Crowd } from '../load/Crowd.ts';
import { OwnServer } from '../load/OwnServer.ts';
import type { Participant } from '../load/Participant.ts';
import { quantile, rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';

const restarts = 5;
const people = 6;
const goalMs = 5000;
const lookMs = 10;

/**
 * From the moment a server is killed, with six people in a call, until all of them are back and hear
 * everybody. Its keeper starts it again at once, on the same port; its own start is part of the time.
 */
export const rejoinAfterRestart: Benchmark = async (say) => {
  let server = await OwnServer.start({ workers: 1 });
  const port = Number(new URL(server.url).port);
  const { url } = server;
  const crowd = new Crowd({
    // Every ticket is signed with the key of the server that runs then.
    server: {
      url,
      get key() {
        return server.key;
      },
      get secret() {
        return server.secret;
      },
    },
    ...{ rooms: 1, publishers: 0, subscribers: 0, participants: people },
    ...{ video: true, layer: 0, talking: people, joinsPerSecond: 10 },
  });
  try {
    const startedAt = performance.now();
    await crowd.join(new AbortController().signal, () => undefined);
    await allHear(crowd, startedAt);
    const took: number[] = [];
    for (let restart = 1; restart <= restarts; restart++) {
      const killedAt = performance.now();
      await server.kill();
      server = await OwnServer.start({ workers: 1, port });
      const startMs = performance.now() - killedAt;
      const backMs = (await allHear(crowd, killedAt)) - killedAt;
      took.push(backMs);
      say(
        `${restart} of ${restarts}: the server is up after ${rounded(startMs)} ms, all are back after ${rounded(backMs)} ms`,
      );
    }
    const worst = quantile(took, 1);
    return {
      name: 'rejoin-after-restart',
      unit: 'ms (worst)',
      ours: rounded(worst),
      reference: null,
      ratio: null,
      goal: `${people} people hear each other again at most ${goalMs} ms after the server was killed`,
      met: worst <= goalMs,
    };
  } finally {
    crowd.leave();
    await server.stop();
  }
};

/** When the last of them heard everybody by packets that came after `since`. */
async function allHear(crowd: Crowd, since: number): Promise<number> {
  const hearsAll = (member: Participant) => {
    const voices = [...member.counts.received].filter(
      ({ kind, firstAt }) => kind === 'audio' && firstAt !== null && firstAt > since,
    );
    return voices.length >= crowd.expectedVoices(member);
  };
  while (!crowd.members.every(hearsAll)) await setTimeout(lookMs);
  return performance.now();
}
