import { ConfabError, type SignalingEvent } from '@confab/shared-types';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CallTicket } from './callState.ts';
import { backOff } from './backOff.ts';
import { SignalingClient } from './SignalingClient.ts';
import { FakeEnvironment, settle } from './testing/FakeEnvironment.ts';

const state = {
  room: 'room',
  peers: [],
  producers: [],
  transcription: null,
  rules: { locked: false, lobby: false },
  waiting: [],
};
const grants = { room: 'room', roomJoin: true };
const joined = (session: string) => ({
  session,
  resumeToken: `${session}-token-0-0-0`,
  grants,
  waiting: false,
  routerRtpCapabilities: {},
  iceServers: [],
  state,
  serverTime: 5_000_000,
});
const resumed = (resumeToken: string, replayed = true) => ({
  resumeToken,
  serverTime: 5_000_000,
  replayed,
  waiting: false,
  grants,
  state,
});

let environment: FakeEnvironment;
let heard: string[];
let events: SignalingEvent[];
let refresh: () => Promise<CallTicket>;

beforeEach(() => {
  environment = new FakeEnvironment();
  heard = [];
  events = [];
  refresh = () => Promise.resolve({ url: 'ws://second', token: 'fresh' });
});

function connect(): SignalingClient {
  return new SignalingClient({
    ticket: { url: 'ws://first', token: 'ticket' },
    refreshTicket: () => refresh(),
    environment,
    onJoined: ({ session }) => heard.push(`joined ${session}`),
    onResumed: ({ replayed }) => heard.push(replayed ? 'resumed' : 'resumed with state'),
    onDisconnected: () => heard.push('disconnected'),
    onEvent: (event) => events.push(event),
    onFailed: (error) => heard.push(`failed ${error}`),
  });
}

async function open(): Promise<void> {
  await environment.pass(0);
  environment.socket.open();
  await settle();
}

async function join(session = 'session-1'): Promise<SignalingClient> {
  const client = connect();
  await open();
  environment.socket.answer('join', joined(session));
  await settle();
  return client;
}

/** The socket is lost, the next one opens and resumes. */
async function loseAndResume(resumeToken: string): Promise<void> {
  environment.socket.drop();
  await settle();
  await open();
  environment.socket.answer('resume', resumed(resumeToken));
  await settle();
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof ConfabError ? error.code : String(error)),
  );
const raise = (raised: boolean) => ({ type: 'raiseHand', data: { raised } }) as const;

describe('joining', () => {
  test('joins with its ticket and knows the server’s time', async () => {
    const client = await join();
    expect(environment.socket.url).toBe('ws://first');
    expect(environment.socket.last('join').data).toEqual({ protocol: 1, token: 'ticket' });
    expect(heard).toEqual(['joined session-1']);
    expect(client.serverNow()).toBe(5_000_000);
  });

  test('requests wait for it', async () => {
    const client = connect();
    const raised = client.request('raiseHand', { raised: true });
    await open();
    expect(environment.socket.count('raiseHand')).toBe(0);
    environment.socket.answer('join', joined('session-1'));
    await settle();
    environment.socket.answer('raiseHand', {});
    expect(await codeOf(raised)).toBe('ok');
  });

  test('repeats a join whose answer was lost under the same key', async () => {
    connect();
    await open();
    const first = environment.socket.last('join');
    environment.socket.drop();
    await environment.pass(300);
    await open();
    expect(environment.sockets).toHaveLength(2);
    expect(environment.socket.last('join').key).toBe(first.key);
  });

  test('asks for a new ticket when its own is too old', async () => {
    connect();
    await open();
    environment.socket.refuse('join', 'token-expired');
    await environment.pass(300);
    await open();
    expect(environment.socket.url).toBe('ws://second');
    expect(environment.socket.last('join').data['token']).toBe('fresh');
  });

  test.each(['room-full', 'no-permission', 'protocol-mismatch', 'token-invalid'])(
    '%s ends it at once',
    async (code) => {
      connect();
      await open();
      environment.socket.refuse('join', code);
      await environment.pass(60_000);
      expect(heard).toEqual([`failed ${code}`]);
      expect(environment.sockets).toHaveLength(1);
    },
  );

  test('gives up a server that cannot be reached', async () => {
    connect();
    for (let attempt = 0; attempt < 12; attempt += 1) {
      await environment.pass(7000);
      environment.sockets.at(-1)?.drop();
      await settle();
    }
    expect(heard).toEqual(['failed server-unreachable']);
  });
});

describe('a lost socket', () => {
  test('is replaced at once, and the session resumed after what was seen last', async () => {
    await join();
    environment.socket.event(1, 'transcription', { transcription: null });
    environment.socket.event(2, 'transcription', { transcription: null });
    await loseAndResume('token-1-0-0-0-0-0');
    expect(environment.socket.last('resume').data).toEqual({
      protocol: 1,
      session: 'session-1',
      resumeToken: 'session-1-token-0-0-0',
      lastSeq: 2,
    });
    expect(heard).toEqual(['joined session-1', 'disconnected', 'resumed']);
  });

  test('the next one is resumed with the token that came last', async () => {
    await join();
    await loseAndResume('token-1-0-0-0-0-0');
    await loseAndResume('token-2-0-0-0-0-0');
    expect(environment.socket.last('resume').data['resumeToken']).toBe('token-1-0-0-0-0-0');
  });

  test('keeps the old token when the answer with the new one was lost', async () => {
    await join();
    environment.socket.drop();
    await settle();
    await open();
    environment.socket.drop();
    await environment.pass(300);
    await open();
    expect(environment.socket.last('resume').data['resumeToken']).toBe('session-1-token-0-0-0');
  });

  test('requests under way are sent again, in order, each with its own key', async () => {
    const client = await join();
    const answers = [client.request('raiseHand', { raised: true }), client.request('leave', {})];
    const [first] = [environment.socket];
    expect(first.count('raiseHand')).toBe(1);
    await loseAndResume('token-1-0-0-0-0-0');
    const again = environment.socket.requests.filter(({ type }) => type !== 'ping');
    expect(again.map(({ type }) => type)).toEqual(['resume', 'raiseHand', 'leave']);
    expect(again[1]?.key).toBe(first.last('raiseHand').key);
    expect(again[2]?.key).toBe(first.last('leave').key);
    environment.socket.answer('raiseHand', {});
    environment.socket.answer('leave', {});
    expect(await Promise.all(answers.map(codeOf))).toEqual(['ok', 'ok']);
  });

  test('an event that comes twice is heard once, and not before the answer it follows', async () => {
    await join();
    environment.socket.event(1, 'transcription', { transcription: null });
    environment.socket.drop();
    await settle();
    await open();
    environment.socket.answer('resume', resumed('token-1-0-0-0-0-0'));
    environment.socket.event(1, 'transcription', { transcription: null });
    environment.socket.event(2, 'mediaReset', {});
    expect(heard).toEqual(['joined session-1', 'disconnected']);
    await settle();
    expect(heard).toEqual(['joined session-1', 'disconnected', 'resumed']);
    expect(events.map(({ type }) => type)).toEqual(['transcription', 'mediaReset']);
  });

  test('is noticed by silence', async () => {
    await join();
    const dead = environment.socket;
    await environment.pass(5900);
    expect(dead.closed).toBe(false);
    await environment.pass(200);
    expect(dead.closed).toBe(true);
    expect(heard).toEqual(['joined session-1', 'disconnected']);
  });

  test('is not imagined while anything is heard', async () => {
    await join();
    for (let second = 0; second < 20; second += 2) {
      await environment.pass(2000);
      environment.socket.answer('ping', { serverTime: environment.now() });
    }
    expect(environment.sockets).toHaveLength(1);
  });
});

describe('a lost session', () => {
  test('is joined anew with a fresh ticket, and its requests are told', async () => {
    const client = await join();
    const raised = codeOf(client.request('raiseHand', { raised: true }));
    environment.socket.drop();
    await settle();
    await open();
    environment.socket.refuse('resume', 'session-expired');
    // A server that answers is joined at once.
    await environment.pass(0);
    await open();
    expect(environment.socket.url).toBe('ws://second');
    expect(environment.socket.last('join').data['token']).toBe('fresh');
    environment.socket.answer('join', joined('session-2'));
    await settle();
    expect(await raised).toBe('session-expired');
    expect(heard).toEqual(['joined session-1', 'disconnected', 'joined session-2']);
    environment.socket.event(1, 'mediaReset', {});
    expect(events).toHaveLength(1);
  });

  test('past 30 s it is not even tried to resume', async () => {
    await join();
    for (let seconds = 0; seconds < 35; seconds += 7) {
      environment.sockets.at(-1)?.drop();
      await environment.pass(7000);
    }
    await open();
    expect(environment.socket.url).toBe('ws://second');
    expect(environment.socket.count('resume')).toBe(0);
  });

  test('nobody is let back in who may not', async () => {
    await join();
    refresh = () => Promise.reject(new ConfabError('no-permission'));
    environment.socket.drop();
    await settle();
    await open();
    environment.socket.refuse('resume', 'session-expired');
    await environment.pass(300);
    expect(heard).toEqual(['joined session-1', 'disconnected', 'failed no-permission']);
  });
});

test('the server’s refusal is the request’s error', async () => {
  const client = await join();
  const refused = codeOf(client.request('setTranscription', { on: true }));
  environment.socket.refuse('setTranscription', 'no-grant');
  expect(await refused).toBe('no-grant');
});

test('a request that is never answered times out', async () => {
  const client = await join();
  const { type, data } = raise(true);
  const late = codeOf(client.request(type, data));
  for (let seconds = 0; seconds < 10; seconds += 2) {
    await environment.pass(2000);
    if (environment.socket.count('ping') > 0) environment.socket.answer('ping', { serverTime: 1 });
  }
  expect(await late).toBe('timeout');
  expect(environment.sockets).toHaveLength(1);
});

test('closing says goodbye and ends what waits', async () => {
  const client = await join();
  environment.socket.drop();
  await settle();
  const waiting = codeOf(client.request('raiseHand', { raised: true }));
  client.close();
  expect(await waiting).toBe('cancelled');
  await environment.pass(60_000);
  expect(environment.sockets).toHaveLength(1);

  const other = await join('session-2');
  other.close();
  expect(environment.socket.count('leave')).toBe(1);
  environment.socket.answer('leave', {});
  await settle();
  expect(environment.socket.closed).toBe(true);
});

test('waits longer after each failure, up to seven seconds and a little', () => {
  const delays = [0, 1, 2, 3, 4, 5, 6].map((attempt) => backOff(attempt, 0));
  expect(delays).toEqual([0, 300, 1200, 2700, 4800, 7000, 7000]);
  expect(backOff(5, 0.5)).toBeCloseTo(8050);
});
