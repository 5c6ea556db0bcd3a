import { quantile, rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';
import { connectorOf } from './syncServers/connectorOf.ts';
import { serverKinds, startServer } from './syncServers/startServer.ts';
import type { ServerKind } from './syncServers/startServer.ts';
import { gatherTypists } from './syncServers/typists.ts';
import type { Typing } from './syncServers/typists.ts';

interface Cost {
  /** Server CPU time, microseconds for an edit delivered to one person. */
  readonly cpuUs: number;
  readonly p99Ms: number;
}

const goalRatio = 0.7;

/** One document that a hundred people type in, eight keys a second each. */
export const syncFanout1x100: Benchmark = (say) =>
  fanOut(
    'sync-fanout-1x100',
    { docs: 1, people: 100, editsPerSecond: 800, seconds: 6, warmUpSeconds: 3 },
    say,
  );

/**
 * A hundred documents that ten people have open at once, each server with its own protocol: ours and
 * Hocuspocus' carry all of a person's documents over one socket, y-websocket's over a hundred.
 */
export const syncFanout100x10: Benchmark = (say) =>
  fanOut(
    'sync-fanout-100x10',
    { docs: 100, people: 10, editsPerSecond: 2000, seconds: 6, warmUpSeconds: 3 },
    say,
  );

async function fanOut(name: string, typing: Typing, say: (text: string) => void) {
  const costs = new Map<ServerKind, Cost>();
  for (const kind of serverKinds) {
    const cost = await measure(kind, typing);
    costs.set(kind, cost);
    say(`${kind}: ${rounded(cost.cpuUs)} µs a delivered edit, p99 ${rounded(cost.p99Ms)} ms`);
  }
  const ours = costOf(costs, 'confab');
  const references = [costOf(costs, 'y-websocket'), costOf(costs, 'hocuspocus')];
  const reference = Math.min(...references.map(({ cpuUs }) => cpuUs));
  const p99 = Math.min(...references.map(({ p99Ms }) => p99Ms));
  const ratio = ours.cpuUs / reference;
  return {
    name,
    unit: 'µs',
    ours: rounded(ours.cpuUs),
    reference: rounded(reference),
    ratio: rounded(ratio),
    goal: `at most ${goalRatio} of the cheaper of @y/websocket-server and Hocuspocus, p99 no worse (${rounded(ours.p99Ms)} ms, theirs ${rounded(p99)} ms)`,
    met: ratio <= goalRatio && ours.p99Ms <= p99,
  };
}

async function measure(kind: ServerKind, typing: Typing): Promise<Cost> {
  const server = await startServer(kind);
  const typists = await gatherTypists(await connectorOf(server), typing);
  try {
    const before = await server.use();
    const { edits, latencies } = await typists.type();
    const after = await server.use();
    return {
      cpuUs: ((after.cpuMs - before.cpuMs) * 1000) / edits,
      p99Ms: quantile(latencies, 0.99),
    };
  } finally {
    typists.leave();
    await server.stop();
  }
}

function costOf(costs: ReadonlyMap<ServerKind, Cost>, kind: ServerKind): Cost {
  const cost = costs.get(kind);
  if (cost === undefined) throw new Error(`${kind} was not measured`);
  return cost;
}
