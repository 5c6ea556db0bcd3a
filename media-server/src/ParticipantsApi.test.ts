import { protocolVersions } from '@confab/shared-types';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { MediaServer } from './Server.ts';
import { mintRemovalToken } from './testing/mintRemovalToken.ts';
import { mintToken } from './testing/mintToken.ts';
import { startTestServer } from './testing/startTestServer.ts';
import { TestClient } from './testing/TestClient.ts';

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

function remove(room: string, identity: string, token: string): Promise<Response> {
  const who = `${encodeURIComponent(room)}/participants/${encodeURIComponent(identity)}`;
  return fetch(`${server.url}/api/rooms/${who}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  });
}

test('whoever is removed leaves with every session, and an old token does not lead back', async () => {
  const room = 'a room/1';
  const alice = await join(room, 'alice');
  const laptop = await join(room, 'bob');
  const phone = await join(room, 'bob');
  const elsewhere = await join('another', 'bob');
  const old = await mintToken(server.apiKey, { room, identity: 'bob', expiresInSeconds: 60 });

  const token = await mintRemovalToken(server.apiKey, { room, identity: 'bob' });
  expect((await remove(room, 'bob', token)).status).toBe(204);
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
  // Somebody who was let in again gets a new token.
  expect((await join(room, 'bob')).joined.state.peers).toHaveLength(2);
});

test('removing nobody is fine; without the right token nothing happens', async () => {
  const { client } = await join('quiet', 'alice');
  const nobody = { room: 'quiet', identity: 'nobody' };
  const token = await mintRemovalToken(server.apiKey, nobody);
  expect((await remove('quiet', 'nobody', token)).status).toBe(204);
  for (const wrong of ['x', token, await mintToken(server.apiKey, nobody)]) {
    const answer = await remove('quiet', 'alice', wrong);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { code: 'token-invalid' } });
  }
  await client.request('ping', {});
});
