import { roomEndedSchema } from '@confab/shared-types';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { startTestServer } from '../testing/startTestServer.ts';
import { TestClient } from '../testing/TestClient.ts';

test('the sync server is told when a room stayed empty, and not when somebody came back', async () => {
  const ended: { path: string; body: unknown }[] = [];
  const heard = Promise.withResolvers<void>();
  const sync = createServer((request, response) => {
    void request.toArray().then((chunks) => {
      const text = Buffer.concat(chunks as Buffer[]).toString('utf8');
      ended.push({ path: request.url ?? '', body: JSON.parse(text) });
      response.writeHead(204).end();
      heard.resolve();
    });
  }).listen(0, '127.0.0.1');
  await once(sync, 'listening');
  onTestFinished(() => void sync.close());
  const address = sync.address();
  if (typeof address !== 'object' || !address) throw new Error('not listening');

  const server = await startTestServer({
    syncUrl: `http://127.0.0.1:${address.port}`,
    limits: { roomEmptyMs: 100 },
  });
  onTestFinished(() => server.close());
  const leave = async (room: string) => {
    const { client } = await TestClient.join(server, room, 'alice');
    await client.request('leave', {});
  };
  await leave('kept');
  const { client } = await TestClient.join(server, 'kept', 'bob');
  const before = Date.now();
  await leave('over');
  await heard.promise;
  expect(ended.map(({ path }) => path)).toEqual(['/api/internal/rooms/over/ended']);
  const { endedAt } = roomEndedSchema.parse(ended[0]?.body);
  expect(endedAt).toBeGreaterThanOrEqual(before);
  await client.request('ping', {});
});
