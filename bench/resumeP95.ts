import { startCaller } from '../desktop/src/renderer/calls/room/testing/callHarness.ts';
import type { Caller } from '../desktop/src/renderer/calls/room/testing/callHarness.ts';
import { FaultProxy } from '../load/faults/FaultProxy.ts';
import { OwnServer } from '../load/OwnServer.ts';
import { mintToken } from '../media-server/src/testing/mintToken.ts';
import { median, quantile, rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';

const cuts = 100;
const goalMs = 300;
const room = 'benchmark';
const topic = 'benchmark';

/**
 * From the moment the socket of somebody in a call breaks off to the first event they missed: what
 * another one sends while they are away reaches them by the resume.
 */
export const resumeP95: Benchmark = async (say) => {
  const server = await OwnServer.start({ workers: 1 });
  const network = await FaultProxy.open();
  const enter = async (identity: string, url: string): Promise<Caller> => {
    const ticket = async () => ({ url, token: await mintToken(server, { room, identity }) });
    const caller = await startCaller(ticket);
    await caller.when(({ phase }) => phase === 'in-call');
    return caller;
  };
  const away = await enter('away', network.urlFor(server.url));
  const there = await enter('there', server.url);
  try {
    const took: number[] = [];
    for (let cut = 1; cut <= cuts; cut++) {
      const heard = new Promise<number>((resolve) => {
        const stop = away.call.onData(({ payload }) => {
          if (payload !== cut) return;
          stop();
          resolve(performance.now());
        });
      });
      const lost = away.when(({ phase }) => phase === 'reconnecting');
      const cutAt = performance.now();
      network.cutSignaling();
      await lost;
      await there.call.sendData(topic, cut);
      took.push((await heard) - cutAt);
      await away.when(({ phase }) => phase === 'in-call');
      if (cut % 25 === 0) say(`${cut} of ${cuts} cuts`);
    }
    const p95 = quantile(took, 0.95);
    say(`median ${rounded(median(took))} ms, worst ${rounded(quantile(took, 1))} ms`);
    return {
      name: 'resume-p95',
      unit: 'ms',
      ours: rounded(p95),
      reference: null,
      ratio: null,
      goal: `at most ${goalMs} ms from a cut to events again`,
      met: p95 <= goalMs,
    };
  } finally {
    away.call.leave();
    there.call.leave();
    await network.close();
    await server.stop();
  }
};
