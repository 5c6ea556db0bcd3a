import {
  participantListSchema,
  protocolVersions,
  roomSummaryListSchema,
  type Grants,
} from '@confab/shared-types';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { MediaServer } from '../Server.ts';
import { mintAdminToken, type AdminTokenOptions } from '../testing/mintAdminToken.ts';
import { mintToken } from '../testing/mintToken.ts';
import { publish } from '../testing/publish.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { TestClient } from '../testing/TestClient.ts';

let server: MediaServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function join(room: string, identity: string, grants?: Partial<Grants>) {
  const member = await TestClient.join(server, room, identity, grants);
  onTestFinished(() => member.client.socket.terminate());
  return member;
}

async function ask(
  method: string,
  path: string,
  { body, claims, token }: { body?: unknown; claims?: AdminTokenOptions; token?: string } = {},
) {
  const bearer = token ?? (await mintAdminToken(server.apiKey, claims));
  const response = await fetch(`${server.url}/api/rooms${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}` },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

const refusal = (status: number, code: string) => ({
  status,
  body: { error: expect.objectContaining({ code }) as unknown },
});

describe('looking', () => {
  test('lists rooms and who is there, the lobby too, with what they send', async () => {
    const alice = await join('listed/1', 'alice', { roomAdmin: true });
    await publish(alice.client, 'camera', { track: 'cam-1' });
    await alice.client.request('setRules', { lobby: true });
    await join('listed/1', 'bob');
    const rooms = roomSummaryListSchema.parse((await ask('GET', '')).body);
    expect(rooms).toMatchObject([
      { room: 'listed/1', participants: 1, rules: { locked: false, lobby: true } },
    ]);
    const { body } = await ask('GET', '/listed%2F1/participants');
    expect(participantListSchema.parse(body)).toMatchObject([
      {
        identity: 'alice',
        role: 'host',
        waiting: false,
        tracks: [{ track: 'cam-1', kind: 'video', source: 'camera', paused: false }],
      },
      { identity: 'bob', role: 'presenter', waiting: true, tracks: [] },
    ]);
  });
});

describe('removing', () => {
  test('ends every session of that person there, and an old token does not lead back', async () => {
    const room = 'a room/1';
    const alice = await join(room, 'alice');
    const laptop = await join(room, 'bob');
    const phone = await join(room, 'bob');
    const elsewhere = await join('another', 'bob');
    const old = await mintToken(server.apiKey, { room, identity: 'bob', expiresInSeconds: 60 });

    const path = `/${encodeURIComponent(room)}/participants/bob`;
    // As the sync server asks it.
    expect(await ask('DELETE', path, { claims: { room, sub: 'bob' } })).toEqual({ status: 204 });
    for (const { client } of [laptop, phone]) {
      expect(await client.event('ended')).toEqual({ reason: 'removed' });
      expect(await client.closed).toMatchObject({ code: 1000, reason: 'removed' });
    }
    for (const { joined } of [laptop, phone]) {
      await alice.client.event('peerLeft', ({ session }) => session === joined.session);
    }
    expect(elsewhere.client.events.map(({ type }) => type)).not.toContain('ended');

    const again = await TestClient.connect(server);
    onTestFinished(() => again.socket.terminate());
    const data = { token: old, protocol: protocolVersions.signaling };
    await expect(again.request('join', data)).rejects.toThrow('no-permission');
    // Somebody who was let in again gets a new token; without a host nobody has to wait.
    expect((await join(room, 'bob')).joined.state.peers).toHaveLength(2);
  });

  test('who is not there is fine, and bars their tokens all the same', async () => {
    const nobody = { room: 'no-such-room', identity: 'bob', expiresInSeconds: 60 };
    const old = await mintToken(server.apiKey, nobody);
    expect((await ask('DELETE', '/no-such-room/participants/bob')).status).toBe(204);
    expect((await ask('DELETE', '/no-such-room/participants/bob')).status).toBe(204);
    const client = await TestClient.connect(server);
    onTestFinished(() => client.socket.terminate());
    const data = { token: old, protocol: protocolVersions.signaling };
    await expect(client.request('join', data)).rejects.toThrow('no-permission');
  });
});

describe('changing', () => {
  test('a role, also the last host’s: another one gets the word', async () => {
    const alice = await join('role', 'alice', { roomAdmin: true });
    const bob = await join('role', 'bob');
    const change = { body: { role: 'viewer' } };
    expect((await ask('PATCH', '/role/participants/alice', change)).status).toBe(204);
    expect((await alice.client.event('grants')).grants.canPublish).toBe(false);
    expect((await bob.client.event('grants')).grants.roomAdmin).toBe(true);
    expect((await ask('PATCH', '/role/participants/alice', change)).status).toBe(204);
    expect(alice.client.events.filter(({ type }) => type === 'grants')).toHaveLength(1);
  });

  test('a role of somebody who left outlives what a host had made of them', async () => {
    const alice = await join('left', 'alice', { roomAdmin: true });
    const bob = await join('left', 'bob');
    const { session } = bob.joined;
    await alice.client.request('setRole', { session, role: 'host' });
    await bob.client.request('leave', {});
    await alice.client.event('peerLeft');
    const change = { body: { role: 'viewer' } };
    const answer = await ask('PATCH', '/left/participants/bob', change);
    expect(answer).toEqual(refusal(404, 'peer-unknown'));
    expect((await join('left', 'bob')).joined.grants).toMatchObject({ canPublish: false });
  });

  test('mutes, on every device', async () => {
    const bob = await join('muted', 'bob');
    const mute = () => ask('POST', '/muted/participants/bob/mute', { body: { source: 'camera' } });
    expect(await mute()).toEqual(refusal(404, 'producer-unknown'));
    const { producer } = await publish(bob.client, 'camera');
    expect((await mute()).status).toBe(204);
    expect(await bob.client.event('muted')).toEqual({ producer, source: 'camera', by: 'server' });
    expect((await mute()).status).toBe(204);
  });

  test('ends a room for everybody, and one that is not there', async () => {
    const alice = await join('closing', 'alice');
    expect((await ask('DELETE', '/closing')).status).toBe(204);
    expect(await alice.client.event('ended')).toEqual({ reason: 'room-closed' });
    expect((await ask('DELETE', '/closing')).status).toBe(204);
  });

  test('sends data to everybody or to some, and nobody who waits', async () => {
    const alice = await join('data', 'alice', { roomAdmin: true });
    const bob = await join('data', 'bob');
    await alice.client.request('setRules', { lobby: true });
    const carol = await join('data', 'carol');
    const all = { topic: 'notice', payload: { text: 'ends in 5 minutes' } };
    expect((await ask('POST', '/data/data', { body: all })).status).toBe(204);
    const some = { topic: 'hint', payload: 1, identities: ['bob', 'carol'] };
    expect((await ask('POST', '/data/data', { body: some })).status).toBe(204);
    expect(await bob.client.event('data')).toEqual({ from: 'server', ...all });
    await bob.client.event('data', ({ topic }) => topic === 'hint');
    await alice.client.request('ping', {});
    expect(alice.client.events.filter(({ type }) => type === 'data')).toHaveLength(1);
    await carol.client.request('ping', {});
    expect(carol.client.events).toEqual([]);
  });
});

describe('without the right', () => {
  const everything = [
    ['GET', ''],
    ['DELETE', '/room'],
    ['GET', '/room/participants'],
    ['DELETE', '/room/participants/alice'],
    ['PATCH', '/room/participants/alice'],
    ['POST', '/room/participants/alice/mute'],
    ['POST', '/room/data'],
  ] as const;

  test.each(everything)('%s %s does nothing', async (method, path) => {
    const { client } = await join('room', 'alice');
    const who = { room: 'room', identity: 'alice' };
    const key = server.apiKey;
    const forged = { ...key, secret: 'x'.repeat(32) };
    for (const [token, code] of [
      ['x', 'token-invalid'],
      [await mintToken(key, who), 'token-invalid'],
      [await mintAdminToken(forged), 'token-invalid'],
      [await mintAdminToken(key, { expiresInSeconds: -60 }), 'token-expired'],
      [await mintAdminToken(key, { expiresInSeconds: 3600 }), 'token-invalid'],
    ] as const) {
      expect(await ask(method, path, { token })).toEqual(refusal(401, code));
    }
    await client.request('ping', {});
    expect(client.events).toEqual([]);
  });

  test.each(everything)('%s %s tells nobody whether it is there', async (method, path) => {
    await join('room', 'alice');
    for (const claims of [{ room: 'other' }, { room: 'other', sub: 'alice' }, { sub: 'bob' }]) {
      const there = await ask(method, path, { claims, body: method === 'GET' ? undefined : {} });
      const gone = path.replace('/room', '/no-such-room').replace('alice', 'nobody');
      expect(there).toEqual(refusal(403, 'no-permission'));
      expect(await ask(method, gone, { claims })).toEqual(there);
    }
  });

  test('a token for a person is not one for the room', async () => {
    const claims = { room: 'room', sub: 'alice' };
    for (const [method, path] of everything) {
      if (path.includes('alice')) continue;
      expect(await ask(method, path, { claims })).toEqual(refusal(403, 'no-permission'));
    }
    await join('room', 'alice');
    const mine = await ask('GET', '/room/participants', { claims: { room: 'room' } });
    expect(mine.status).toBe(200);
  });
});

describe('bad input', () => {
  test.each([
    ['not JSON', '{', 400, 'malformed-message'],
    ['not the schema', { topic: '' }, 400, 'malformed-message'],
    ['too many', { topic: 'x', identities: Array(101).fill('a') }, 400, 'malformed-message'],
    [
      'too deep',
      `{"topic":"x","payload":${'['.repeat(99)}${']'.repeat(99)}}`,
      400,
      'malformed-message',
    ],
    ['too large', { topic: 'x', payload: 'x'.repeat(2_000_000) }, 413, 'message-too-large'],
  ])('%s is refused by name', async (_, body, status, code) => {
    await join('bad', 'alice');
    expect(await ask('POST', '/bad/data', { body })).toEqual(refusal(status, code));
  });

  test('what is not there, or nobody’s address, is not found', async () => {
    expect(await ask('GET', '/gone/participants')).toEqual(refusal(404, 'not-found'));
    const body = { topic: 'x', payload: 1 };
    expect(await ask('POST', '/gone/data', { body })).toEqual(refusal(404, 'not-found'));
    expect((await ask('PUT', '/gone')).status).toBe(404);
    expect((await ask('DELETE', '/%zz')).status).toBe(404);
  });
});
