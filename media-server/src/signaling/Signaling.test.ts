import { closeCodes, protocolVersions } from '@confab/shared-types';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { MediaServer } from '../Server.ts';
import { mintToken } from '../testing/mintToken.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { TestClient } from '../testing/TestClient.ts';

const protocol = protocolVersions.signaling;
const options = { room: 'signaling', identity: 'alice' };

let server: MediaServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function join(room: string, identity: string) {
  const member = await TestClient.join(server, room, identity);
  onTestFinished(() => member.client.socket.terminate());
  return member;
}

async function connect(): Promise<TestClient> {
  const client = await TestClient.connect(server);
  onTestFinished(() => client.socket.terminate());
  return client;
}

async function cut(client: TestClient): Promise<void> {
  client.socket.terminate();
  await client.closed;
}

describe('joining', () => {
  test('answers who is there, and tells those who were', async () => {
    const alice = await join('joining', 'alice');
    const bob = await join('joining', 'bob');
    expect(bob.joined.state.peers.map(({ identity }) => identity)).toEqual(['alice', 'bob']);
    expect(bob.joined.state.peers[0]).toMatchObject({ name: 'Name of alice', reconnecting: false });
    const { peer } = await alice.client.event('peerJoined');
    expect(peer.session).toBe(bob.joined.session);
    await bob.client.request('leave', {});
    expect(await alice.client.event('peerLeft')).toEqual({ session: bob.joined.session });
  });

  test.each([
    ['a forged token', { token: 'x', protocol }, 'token-invalid', closeCodes.unauthenticated],
    [
      'another protocol',
      { token: 'x', protocol: 99 },
      'protocol-mismatch',
      closeCodes.protocolMismatch,
    ],
  ])('%s is refused by name', async (_, data, code, closeCode) => {
    const client = await connect();
    await expect(client.request('join', data)).rejects.toThrow(code);
    expect(await client.closed).toMatchObject({ code: closeCode, reason: code });
  });

  test('a token that is not for joining is refused', async () => {
    const client = await connect();
    const token = await mintToken(server.apiKey, { ...options, grants: { roomJoin: false } });
    await expect(client.request('join', { protocol, token })).rejects.toThrow('no-permission');
    expect(await client.closed).toMatchObject({ code: closeCodes.noPermission });
  });

  test('a repeat whose answer was lost is the same session, not a second one', async () => {
    const token = await mintToken(server.apiKey, { room: 'lost', identity: 'alice' });
    const first = await connect();
    const one = await first.request('join', { protocol, token }, 'join-1');
    await cut(first);
    const second = await connect();
    const two = await second.request('join', { protocol, token }, 'join-1');
    expect(two.session).toBe(one.session);
    expect(two.state.peers).toHaveLength(1);
  });

  test('a full room says so and the socket may try another', async () => {
    const small = await startTestServer({ limits: { peersPerRoom: 1 } });
    onTestFinished(() => small.close());
    const { client } = await TestClient.join(small, 'full', 'alice');
    const late = await TestClient.connect(small);
    const full = await mintToken(small.apiKey, { room: 'full', identity: 'bob' });
    await expect(late.request('join', { protocol, token: full })).rejects.toThrow('room-full');
    const other = await mintToken(small.apiKey, { room: 'other', identity: 'bob' });
    expect(await late.request('join', { protocol, token: other })).toHaveProperty('session');
    await client.close();
  });

  test('nothing else is answered before it, but a ping', async () => {
    const client = await connect();
    expect(await client.request('ping', {})).toHaveProperty('serverTime');
    await expect(client.request('raiseHand', { raised: true })).rejects.toThrow('unauthenticated');
    expect(client.socket.readyState).toBe(client.socket.OPEN);
  });
});

describe('resuming', () => {
  test('gives what was missed once, in order, and the rest as it comes', async () => {
    const alice = await join('resume', 'alice');
    const bob = await join('resume', 'bob');
    await bob.client.request('sendData', { topic: 'chat', payload: 1 });
    await alice.client.event('data', ({ payload }) => payload === 1);
    const lastSeq = alice.client.events.at(-1)?.seq ?? 0;
    await cut(alice.client);
    await bob.client.event('peerUpdated', ({ peer }) => peer.reconnecting);
    await bob.client.request('sendData', { topic: 'chat', payload: 2 });
    await bob.client.request('sendData', { topic: 'chat', payload: 3 });

    const back = await connect();
    const { session, resumeToken } = alice.joined;
    const resumed = await back.request('resume', { protocol, session, resumeToken, lastSeq });
    expect(resumed.replayed).toBe(true);
    await back.event('data', ({ payload }) => payload === 3);
    await bob.client.request('sendData', { topic: 'chat', payload: 4 });
    await back.event('data', ({ payload }) => payload === 4);
    expect(back.events.map(({ seq }) => seq)).toEqual(
      back.events.map((_, index) => lastSeq + 1 + index),
    );
    expect(back.events.filter(({ type }) => type === 'data')).toMatchObject(
      [2, 3, 4].map((payload) => ({ data: { payload } })),
    );
    await bob.client.event('peerUpdated', ({ peer }) => !peer.reconnecting);
  });

  test('a socket that is not known to be dead yet is taken over', async () => {
    const alice = await join('takeover', 'alice');
    const back = await connect();
    const { session, resumeToken } = alice.joined;
    await back.request('resume', { protocol, session, resumeToken, lastSeq: 0 });
    expect(await alice.client.closed).toMatchObject({ code: closeCodes.replaced });
    await back.request('raiseHand', { raised: true });
    await back.event('peerUpdated', ({ peer }) => peer.handRaised);
  });

  test('the token rotates, and the old one holds until the new one is used', async () => {
    const { client, joined } = await join('rotate', 'alice');
    const resume = async (resumeToken: string) => {
      const again = await connect();
      const data = { protocol, session: joined.session, resumeToken, lastSeq: 0 };
      return (await again.request('resume', data)).resumeToken;
    };
    await cut(client);
    await resume(joined.resumeToken);
    const second = await resume(joined.resumeToken);
    const third = await resume(second);
    expect(third).not.toBe(second);
    await expect(resume(joined.resumeToken)).rejects.toThrow('session-expired');
  });

  test('who missed too much gets the state', async () => {
    const short = await startTestServer({ limits: { replayEvents: 2 } });
    onTestFinished(() => short.close());
    const alice = await TestClient.join(short, 'short', 'alice');
    const bob = await TestClient.join(short, 'short', 'bob');
    await cut(alice.client);
    for (const payload of [1, 2, 3]) await bob.client.request('sendData', { topic: 'a', payload });
    await bob.client.request('setTranscription', { on: true });
    const back = await TestClient.connect(short);
    const { session, resumeToken } = alice.joined;
    const resumed = await back.request('resume', { protocol, session, resumeToken, lastSeq: 0 });
    expect(resumed.replayed).toBe(false);
    expect(resumed.state.transcription).toMatchObject({ startedBy: 'bob' });
    expect(resumed.state.peers).toHaveLength(2);
  });

  test('past the time the session is gone, and everybody is told', async () => {
    const quick = await startTestServer({ limits: { resumeWindowMs: 20 } });
    onTestFinished(() => quick.close());
    const alice = await TestClient.join(quick, 'quick', 'alice');
    const bob = await TestClient.join(quick, 'quick', 'bob');
    await cut(alice.client);
    await bob.client.event('peerLeft', ({ session }) => session === alice.joined.session);
    const back = await TestClient.connect(quick);
    const { session, resumeToken } = alice.joined;
    const data = { protocol, session, resumeToken, lastSeq: 0 };
    await expect(back.request('resume', data)).rejects.toThrow('session-expired');
    const token = await mintToken(quick.apiKey, { room: 'quick', identity: 'alice' });
    expect((await back.request('join', { protocol, token })).session).not.toBe(session);
  });
});

describe('bad input', () => {
  test('gets a typed error and the connection lives', async () => {
    const { client } = await join('bad', 'alice');
    expect((await client.askRaw('{')).error?.code).toBe('malformed-message');
    expect((await client.askRaw(Buffer.alloc(100_000, 0x61))).error?.code).toBe(
      'malformed-message',
    );
    await client.request('ping', {});
    expect((await client.askRaw('"'.padEnd(100_000))).error?.code).toBe('message-too-large');
    const unknown = await client.ask({ v: 1, id: 900, type: 'fly', data: {} });
    expect(unknown.error?.code).toBe('unknown-message');
    await client.request('ping', {});
  });

  test('three in a row close it', async () => {
    const { client } = await join('three', 'alice');
    for (const id of [901, 902, 903]) await client.ask({ v: 1, id, type: 'fly', data: {} });
    expect(await client.closed).toMatchObject({ code: closeCodes.tooManyBadMessages });
  });

  test('a flood is refused, then cut; others do not notice', async () => {
    const { client } = await join('flood', 'mallory');
    const { client: alice } = await join('flood', 'alice');
    const ping = JSON.stringify({ v: 1, id: 1, type: 'ping', data: {} });
    for (let sent = 0; sent < 10_000; sent += 1) client.socket.send(ping);
    expect(await client.closed).toMatchObject({ code: closeCodes.tooManyRequests });
    expect(client.replies.some(({ error }) => error?.code === 'too-many-requests')).toBe(true);
    await alice.request('ping', {});
  });
});

test('a repeated key is answered again and does nothing twice', async () => {
  const alice = await join('idempotent', 'alice');
  const bob = await join('idempotent', 'bob');
  await alice.client.request('sendData', { topic: 'chat', payload: 'once' }, 'key-1');
  await alice.client.request('sendData', { topic: 'chat', payload: 'once' }, 'key-1');
  await alice.client.request('sendData', { topic: 'chat', payload: 'last' }, 'key-2');
  await bob.client.event('data', ({ payload }) => payload === 'last');
  expect(bob.client.events.filter(({ type }) => type === 'data')).toHaveLength(2);
});

test('when the server goes down everybody is told', async () => {
  const brief = await startTestServer();
  const { client } = await TestClient.join(brief, 'brief', 'alice');
  await brief.close();
  expect(await client.event('ended')).toEqual({ reason: 'shutting-down' });
  expect(await client.closed).toMatchObject({ code: closeCodes.shuttingDown });
});
