import { closeCodes, protocolVersions, type Grants } from '@confab/shared-types';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { MediaServer } from '../Server.ts';
import { mintToken } from '../testing/mintToken.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { TestClient } from '../testing/TestClient.ts';

const protocol = protocolVersions.signaling;

let server: MediaServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function connect(): Promise<TestClient> {
  const client = await TestClient.connect(server);
  onTestFinished(() => client.socket.terminate());
  return client;
}

async function lookAt(room: string, grants: Partial<Grants> = { roomJoin: false }) {
  const token = await mintToken(server.apiKey, { room, identity: 'eve', grants });
  return { protocol, token };
}

test('shows who is inside as often as asked, counts nobody in, and leads to joining', async () => {
  const client = await connect();
  const data = await lookAt('look');
  const nobody = { peers: [], rules: { locked: false, lobby: false } };
  expect(await client.request('look', data)).toEqual(nobody);
  const health = await (await fetch(`${server.url}/healthz`)).json();
  expect(health).toMatchObject({ rooms: 0, sessions: 0 });

  const alice = await TestClient.join(server, 'look', 'alice', { roomAdmin: true });
  onTestFinished(() => alice.client.socket.terminate());
  await alice.client.request('setRules', { lobby: true });
  const { peers, rules } = await client.request('look', data);
  expect(peers).toMatchObject([{ identity: 'alice', role: 'host' }]);
  expect(rules).toEqual({ locked: false, lobby: true });
  await alice.client.request('ping', {});
  expect(alice.client.events.map(({ type }) => type)).toEqual(['rules']);

  const joined = await client.request('join', await lookAt('look', { roomJoin: true }));
  expect(joined.waiting).toBe(true);
  expect((await client.request('look', data)).peers).toHaveLength(1);
});

test('needs a token for that room, and one for looking does not join', async () => {
  const client = await connect();
  await expect(client.request('join', await lookAt('look-only'))).rejects.toThrow('no-permission');
  expect(await client.closed).toMatchObject({ code: closeCodes.noPermission });
  const forger = await connect();
  await expect(forger.request('look', { protocol, token: 'x' })).rejects.toThrow('token-invalid');
  expect(await forger.closed).toMatchObject({ code: closeCodes.unauthenticated });
});

test('too often is refused', async () => {
  const client = await connect();
  const data = await lookAt('often');
  const looks = Array.from({ length: 30 }, () => client.request('look', data));
  const outcomes = await Promise.allSettled(looks);
  const refused = outcomes.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(20);
  await client.request('ping', {});
});
