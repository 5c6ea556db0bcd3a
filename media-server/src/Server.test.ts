import { expect, onTestFinished, test } from 'vitest';
import { ApiKeys } from './ApiKeys.ts';
import { mintAdminToken } from './testing/mintAdminToken.ts';
import { mintToken } from './testing/mintToken.ts';
import { startTestServer } from './testing/startTestServer.ts';
import { TestClient } from './testing/TestClient.ts';

async function start(options: Parameters<typeof startTestServer>[0]) {
  const server = await startTestServer(options);
  onTestFinished(() => server.close());
  return server;
}

const one = { key: 'one', secret: 'the secret of the first key there is' };
const two = { key: 'two', secret: 'another secret, of the second key' };

test('every API key lets in and administers; a stranger’s does neither', async () => {
  const server = await start({ apiKeys: [one, two] });
  expect(server.apiKey).toEqual(one);
  const ask = async (key: typeof one) => {
    const client = await TestClient.connect(server);
    onTestFinished(() => client.socket.terminate());
    const token = await mintToken(key, { room: 'room', identity: key.key });
    const joined = await client.request('join', { protocol: 1, token }).then(
      () => 'joined',
      (error: Error) => error.message,
    );
    const authorization = `Bearer ${await mintAdminToken(key)}`;
    const rooms = await fetch(`${server.url}/api/rooms`, { headers: { authorization } });
    return [joined, rooms.status];
  };
  expect(await ask(one)).toEqual(['joined', 200]);
  expect(await ask(two)).toEqual(['joined', 200]);
  expect(await ask({ ...two, key: 'three' })).toEqual(['token-invalid', 401]);
  expect(await ask({ ...two, secret: one.secret })).toEqual(['token-invalid', 401]);
  expect(new ApiKeys(one, [two]).secretOf('three')).toBeNull();
});

test('who joins is told the ICE servers, with a credential of their own', async () => {
  const server = await start({
    iceServers: [
      { urls: ['stun:stun.example.org'] },
      { urls: ['turn:turn.example.org'], secret: 'shared', credentialSeconds: 60 },
    ],
  });
  const { joined } = await TestClient.join(server, 'room', 'alice');
  expect(joined.iceServers).toEqual([
    { urls: ['stun:stun.example.org'] },
    {
      urls: ['turn:turn.example.org'],
      username: expect.stringMatching(/^\d+:alice$/) as string,
      credential: expect.any(String) as string,
    },
  ]);
});

test('beyond the limit of rooms a new one is full, a running one is not', async () => {
  const server = await start({ limits: { rooms: 1 } });
  await TestClient.join(server, 'first', 'alice');
  await expect(TestClient.join(server, 'second', 'bob')).rejects.toThrow('room-full');
  await TestClient.join(server, 'first', 'carol');
});
