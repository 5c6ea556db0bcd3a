import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeCodes } from '@confab/shared-types';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { ClientSocket } from './ClientSocket.ts';
import type { ClientSocketHandlers } from './ClientSocket.ts';

async function connect(handlers: Partial<ClientSocketHandlers>, backlogLimit?: number) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const accepted = once(server, 'connection') as Promise<[WebSocket, IncomingMessage]>;
  const client = new WebSocket(`ws://127.0.0.1:${String(port)}`);
  const [webSocket, { socket: stream }] = await accepted;
  if (client.readyState !== client.OPEN) await once(client, 'open');
  onTestFinished(() => {
    client.terminate();
    server.close();
  });
  const socket = new ClientSocket(
    { webSocket, stream },
    {
      onMessage: () => Promise.resolve(),
      onError: () => undefined,
      onClose: () => undefined,
      ...handlers,
    },
    backlogLimit,
  );
  return { socket, client };
}

test('a reader that falls behind by more than the limit is closed as too slow', async () => {
  let closed = 0;
  const { socket, client } = await connect({ onClose: () => (closed += 1) }, 1_000_000);
  client.pause();
  let sent = 0;
  for (; !socket.closed && sent < 1000; sent += 1) socket.send(Buffer.alloc(100_000));
  expect(socket.closed).toBe(true);
  expect(closed).toBe(1);
  expect(sent).toBeLessThan(100);

  const end = once(client, 'close') as Promise<[number]>;
  client.resume();
  expect((await end)[0]).toBe(closeCodes.tooSlow);
});

test('large parts do not count as falling behind, and what follows them keeps its order', async () => {
  const { socket, client } = await connect({}, 1_000_000);
  const sizes: number[] = [];
  const last = new Promise<void>((resolve) => {
    client.on('message', (data: Buffer) => {
      sizes.push(data.length);
      if (data.length === 7) resolve();
    });
  });
  socket.sendParts([Buffer.alloc(5_000_000), Buffer.alloc(4_000_000)]);
  socket.send('in time');
  await last;
  expect(sizes).toEqual([5_000_000, 4_000_000, 7]);
});

test.each([0, 1, 125, 126, 65_535, 65_536, 200_000])(
  'a message of %i bytes arrives',
  async (size) => {
    const { socket, client } = await connect({});
    const sent = Buffer.alloc(size, 'confab ');
    socket.send(sent);
    socket.send('words ✓');
    const messages: [Buffer, boolean][] = [];
    await new Promise<void>((resolve) => {
      client.on('message', (data: Buffer, isBinary) => {
        messages.push([data, isBinary]);
        if (messages.length === 2) resolve();
      });
    });
    expect(messages[0]?.[0].equals(sent)).toBe(true);
    expect(messages.map(([, isBinary]) => isBinary)).toEqual([true, false]);
    expect(messages[1]?.[0].toString()).toBe('words ✓');
  },
);

test('messages are handled one after another, and three bad ones in a row end it', async () => {
  const handled: string[] = [];
  let errors = 0;
  const { client } = await connect({
    async onMessage(data) {
      const text = data.toString();
      handled.push(`begin ${text}`);
      await Promise.resolve();
      if (text === 'bad') throw new Error('bad');
      handled.push(`end ${text}`);
    },
    onError: () => (errors += 1),
  });
  for (const text of ['one', 'bad', 'bad', 'two', 'bad', 'bad', 'bad', 'never']) client.send(text);
  const [code] = (await once(client, 'close')) as [number];
  expect(code).toBe(closeCodes.tooManyBadMessages);
  expect(errors).toBe(5);
  expect(handled.filter((entry) => !entry.endsWith('bad'))).toEqual([
    'begin one',
    'end one',
    'begin two',
    'end two',
  ]);
});
