import { expect, onTestFinished, test } from 'vitest';
import { startSyncServer } from '../testing/startSyncServer.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { TestClient } from '../testing/TestClient.ts';

test('the sync server is told when a room stayed empty, and not when somebody came back', async () => {
  const sync = await startSyncServer();
  const server = await startTestServer({ syncUrl: sync.url, limits: { roomEmptyMs: 1000 } });
  onTestFinished(() => server.close());
  const leave = async (room: string) => {
    const { client } = await TestClient.join(server, room, 'alice');
    await client.request('leave', {});
  };
  await leave('kept');
  const { client } = await TestClient.join(server, 'kept', 'bob');
  const before = Date.now();
  await leave('over');
  const { path, ended } = await sync.next();
  expect(path).toBe('/api/internal/rooms/over/ended');
  expect(ended.endedAt).toBeGreaterThanOrEqual(before);
  await client.request('ping', {});
});

test('whoever does not get in leaves no room behind', async () => {
  const server = await startTestServer({ limits: { rooms: 1, peersPerRoom: 0 } });
  onTestFinished(() => server.close());
  for (const room of ['one', 'two', 'three']) {
    await expect(TestClient.join(server, room, 'alice')).rejects.toThrow('room-full');
  }
  expect(await (await fetch(`${server.url}/healthz`)).json()).toMatchObject({ rooms: 0 });
});

test('there is a limit to rooms', async () => {
  const server = await startTestServer({ limits: { rooms: 1 } });
  onTestFinished(() => server.close());
  await TestClient.join(server, 'one', 'alice');
  await TestClient.join(server, 'one', 'bob');
  await expect(TestClient.join(server, 'two', 'carol')).rejects.toThrow('room-full');
});
