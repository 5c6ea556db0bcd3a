import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { MediaServer } from '../Server.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { TestClient } from '../testing/TestClient.ts';

let server: MediaServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function join(room: string, identity: string) {
  const { client, joined } = await TestClient.join(server, room, identity);
  onTestFinished(() => client.socket.terminate());
  return { client, session: joined.session };
}

test('what is said reaches everybody once, and who comes later reads it', async () => {
  const alice = await join('chat', 'alice');
  const bob = await join('chat', 'bob');
  const before = Date.now();
  const said = { id: 'message-1', text: '  Hello!  ' };
  const { message } = await alice.client.request('sendChat', said);
  expect(message).toMatchObject({
    id: 'message-1',
    session: alice.session,
    identity: 'alice',
    name: 'Name of alice',
    text: 'Hello!',
  });
  expect(message.at).toBeGreaterThanOrEqual(before);
  for (const { client } of [alice, bob]) expect(await client.event('chat')).toEqual({ message });

  // The answer was lost, and another session of hers repeats it.
  const again = await join('chat', 'alice');
  expect(await again.client.request('sendChat', said)).toEqual({ message });
  await expect(bob.client.request('sendChat', said)).rejects.toThrow('already-done');
  await bob.client.request('sendChat', { id: 'message-2', text: 'Hi' });
  await alice.client.event('chat', (data) => data.message.id === 'message-2');
  expect(alice.client.events.filter(({ type }) => type === 'chat')).toHaveLength(2);
  const late = await join('chat', 'carol');
  const { messages } = await late.client.request('chat', {});
  expect(messages.map(({ id }) => id)).toEqual(['message-1', 'message-2']);
});

test.each([
  ['nothing', { id: 'message-1', text: '   ' }],
  ['a novel', { id: 'message-1', text: 'x'.repeat(4001) }],
  ['an id that is none', { id: 'x y', text: 'hello' }],
])('%s is malformed', async (_, data) => {
  const { client } = await join('malformed', 'alice');
  await expect(client.request('sendChat', data)).rejects.toThrow('malformed-message');
});
