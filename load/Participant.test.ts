import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mintToken } from '../media-server/src/testing/mintToken.ts';
import { startTestServer } from '../media-server/src/testing/startTestServer.ts';
import type { MediaServer } from '@confab/media-server';
import { FaultProxy } from './faults/FaultProxy.ts';
import { Pacer } from './media/Pacer.ts';
import { Participant } from './Participant.ts';

const room = 'room';

let server: MediaServer;
let network: FaultProxy;
let pacer: Pacer;
let members: Participant[];
let problems: string[];

beforeEach(async () => {
  server = await startTestServer();
  network = await FaultProxy.open();
  pacer = new Pacer();
  members = [];
  problems = [];
});

afterEach(async () => {
  for (const member of members) member.leave();
  pacer.close();
  await network.close();
  await server.close();
});

async function join(identity: string, publishes: ('microphone' | 'camera')[]) {
  const url = network.urlFor(`${server.url.replace('http', 'ws')}/signaling`);
  const member = await Participant.join({
    ...{ identity, room, publishes, pacer, layer: 2 },
    ticket: async () => ({ url, token: await mintToken(server.apiKey, { room, identity }) }),
    isTalking: () => true,
    onProblem: (text) => problems.push(text),
  });
  members.push(member);
  return member;
}

const patience = { timeout: 20_000 };

/** Waits until so many more packets of each of these kinds have come. */
async function receives({ counts }: Participant, kinds: readonly string[]): Promise<void> {
  counts.reset();
  await vi.waitUntil(() => {
    const streams = [...counts.received].filter(({ packets }) => packets >= 20);
    return kinds.every((kind) => streams.some((stream) => stream.kind === kind));
  }, patience);
}

test('sound and pictures go both ways over real ICE, DTLS and SRTP', async () => {
  const alice = await join('alice', ['microphone', 'camera']);
  const bob = await join('bob', ['microphone', 'camera']);
  await Promise.all([receives(alice, ['audio', 'video']), receives(bob, ['audio', 'video'])]);
  expect(problems).toEqual([]);
});

test('what nobody receives is not counted as sent to them', async () => {
  const alice = await join('alice', []);
  const bob = await join('bob', ['microphone']);
  await receives(alice, ['audio']);
  expect([...bob.counts.received]).toEqual([]);
  expect(alice.counts.sentPackets).toBe(0);
});

test('a cut socket is replaced, and media goes on over the same streams', async () => {
  const alice = await join('alice', ['microphone']);
  const bob = await join('bob', ['microphone']);
  await receives(alice, ['audio']);
  const lost = alice.when(({ phase }) => phase === 'reconnecting');
  alice.cut();
  await lost;
  await alice.when(({ phase }) => phase === 'in-call');
  await Promise.all([receives(alice, ['audio']), receives(bob, ['audio'])]);
  expect(alice.counts.received.size).toBe(1);
  expect(problems).toEqual([]);
});
