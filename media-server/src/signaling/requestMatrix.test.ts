import {
  grantsOfRole,
  protocolVersions,
  signalingRequests,
  type ErrorCode,
  type Grants,
  type SignalingRequestData,
  type SignalingRequestType,
} from '@confab/shared-types';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { MediaServer } from '../Server.ts';
import { mintToken } from '../testing/mintToken.ts';
import { dtlsParameters } from '../testing/rtp.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { TestClient } from '../testing/TestClient.ts';

const protocol = protocolVersions.signaling;

/** What somebody who joined may do. */
const grantsOf = {
  host: grantsOfRole('', 'host'),
  presenter: grantsOfRole('', 'presenter'),
  participant: grantsOfRole('', 'participant'),
  viewer: grantsOfRole('', 'viewer'),
  'without canSubscribe': { canSubscribe: false },
  'without canPublishData': { canPublishData: false },
} satisfies Record<string, Partial<Grants>>;

type Asker = keyof typeof grantsOf | 'waiting' | 'not joined';
const askers = [...Object.keys(grantsOf), 'waiting', 'not joined'] as Asker[];

type Answer = 'ok' | ErrorCode;
interface Row {
  /** For everybody who is inside and is not named. */
  readonly inside: Answer;
  readonly waiting?: Answer;
  readonly 'not joined'?: Answer;
  readonly except?: Partial<Record<keyof typeof grantsOf, Answer>>;
}

/** Who waits is told so, and who has not joined too, unless a row says otherwise. */
const toOutsiders = { waiting: 'not-admitted', 'not joined': 'unauthenticated' } as const;
const always = { inside: 'ok', waiting: 'ok', 'not joined': 'ok' } as const;
const onlyHosts = (answer: Answer): Row => ({ inside: 'no-grant', except: { host: answer } });
const needsSubscribe = { 'without canSubscribe': 'no-grant' } as const;
const needsData: Row = { inside: 'ok', except: { 'without canPublishData': 'no-grant' } };

const expected: Record<SignalingRequestType, Row> = {
  look: always,
  ping: always,
  leave: always,
  join: { inside: 'already-done', waiting: 'already-done', 'not joined': 'ok' },
  resume: { inside: 'already-done', waiting: 'already-done', 'not joined': 'session-expired' },
  ready: { inside: 'ok' },
  createTransport: { inside: 'ok', except: { viewer: 'no-grant' } },
  connectTransport: { inside: 'transport-unknown' },
  restartIce: { inside: 'transport-unknown' },
  // Of a screen: participants have their voice and face.
  produce: { inside: 'transport-unknown', except: { participant: 'no-grant', viewer: 'no-grant' } },
  pauseProducer: { inside: 'producer-unknown' },
  resumeProducer: { inside: 'producer-unknown' },
  closeProducer: { inside: 'producer-unknown' },
  consume: { inside: 'producer-unknown', except: needsSubscribe },
  resumeConsumer: { inside: 'consumer-unknown' },
  pauseConsumer: { inside: 'consumer-unknown' },
  closeConsumer: { inside: 'consumer-unknown' },
  setPreferredLayers: { inside: 'consumer-unknown' },
  setPriority: { inside: 'consumer-unknown' },
  raiseHand: { inside: 'ok' },
  setTranscription: needsData,
  sendData: needsData,
  sendChat: needsData,
  chat: { inside: 'ok' },
  setRules: onlyHosts('ok'),
  admit: onlyHosts('peer-unknown'),
  refuse: onlyHosts('peer-unknown'),
  setRole: onlyHosts('ok'),
  mutePeer: onlyHosts('producer-unknown'),
  askToUnmute: onlyHosts('ok'),
  removePeer: onlyHosts('ok'),
  endRoom: onlyHosts('ok'),
};

/** Well-formed data of each request, about the session `other`. */
function dataFor(other: string, token: string) {
  const media = { transport: 'none', producer: 'none', consumer: 'none' };
  return {
    look: { protocol, token },
    ping: {},
    leave: {},
    join: { protocol, token },
    resume: { protocol, session: other, resumeToken: 'x'.repeat(32), lastSeq: 0 },
    ready: { rtpCapabilities: {} },
    createTransport: { direction: 'send' },
    connectTransport: { ...media, dtlsParameters },
    restartIce: media,
    produce: {
      ...media,
      track: 'screen-1',
      kind: 'video',
      source: 'screen_share',
      rtpParameters: {},
      paused: false,
    },
    pauseProducer: media,
    resumeProducer: media,
    closeProducer: media,
    consume: media,
    resumeConsumer: media,
    pauseConsumer: media,
    closeConsumer: media,
    setPreferredLayers: { ...media, spatialLayer: 0 },
    setPriority: { ...media, priority: 1 },
    raiseHand: { raised: true },
    setTranscription: { on: true },
    sendData: { topic: 'topic', payload: 1 },
    sendChat: { id: 'message-1', text: 'hello' },
    chat: {},
    setRules: { locked: true },
    admit: { session: other },
    refuse: { session: other },
    setRole: { session: other, role: 'viewer' },
    mutePeer: { session: other, source: 'camera' },
    askToUnmute: { session: other, source: 'camera' },
    removePeer: { session: other },
    endRoom: {},
  } satisfies { [T in SignalingRequestType]: SignalingRequestData<T> };
}

let server: MediaServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const types = Object.keys(signalingRequests) as SignalingRequestType[];

test('every request there is has an expectation', () => {
  expect(Object.keys(expected).sort()).toEqual([...types].sort());
});

describe.each(askers)('%s', (asker) => {
  test.each(types)('asks %s', async (type) => {
    const room = `${asker} ${type}`;
    const host = await TestClient.join(server, room, 'alice', { roomAdmin: true });
    onTestFinished(() => host.client.socket.terminate());
    const client = await comeAs(asker, room, host.client);
    onTestFinished(() => client.socket.terminate());
    const token = await mintToken(server.apiKey, { room, identity: 'bob' });
    const data = dataFor(host.joined.session, token)[type];
    const { error } = await client.ask({ v: 1, id: 1000, type, data });
    expect(error?.code ?? 'ok').toBe(answerFor(asker, type));

    // What was refused has not happened. (What was not may have ended the host's own session.)
    if (!error) return;
    await host.client.request('ping', {});
    expect(host.client.events.filter((event) => !isAboutComing(event.type))).toEqual([]);
  });
});

/** Somebody who is about to ask, in a room where `host` is. */
async function comeAs(asker: Asker, room: string, host: TestClient): Promise<TestClient> {
  if (asker === 'not joined') return TestClient.connect(server);
  if (asker === 'waiting') await host.request('setRules', { lobby: true });
  const grants = asker === 'waiting' ? {} : { ...grantsOf[asker], room };
  return (await TestClient.join(server, room, 'bob', grants)).client;
}

function answerFor(asker: Asker, type: SignalingRequestType): Answer {
  const row = expected[type];
  if (asker === 'waiting' || asker === 'not joined') return row[asker] ?? toOutsiders[asker];
  return row.except?.[asker] ?? row.inside;
}

function isAboutComing(type: string): boolean {
  return ['peerJoined', 'waiting', 'rules'].includes(type);
}
