import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { FaultProxy } from './FaultProxy.ts';

/** Answers signalling with what it got, `createTransport` with its media port, and echoes media. */
async function startEcho() {
  const media = createSocket('udp4');
  media.on('message', (datagram, { port, address }) => media.send(datagram, port, address));
  media.bind(0, '127.0.0.1');
  await once(media, 'listening');
  const iceCandidates = [
    { protocol: 'udp', ip: '10.1.2.3', port: media.address().port, foundation: 'udp' },
    { protocol: 'tcp', ip: '10.1.2.3', port: 9, foundation: 'tcp' },
  ];
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(sockets, 'listening');
  sockets.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      const isAsked = text.includes('createTransport');
      socket.send(isAsked ? JSON.stringify({ v: 1, id: 1, ok: { iceCandidates } }) : text);
    });
  });
  return {
    url: `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}/signaling`,
    close() {
      media.close();
      sockets.close();
    },
  };
}

let server: Awaited<ReturnType<typeof startEcho>>;
let proxy: FaultProxy;

beforeEach(async () => {
  server = await startEcho();
  proxy = await FaultProxy.open();
});

afterEach(async () => {
  await proxy.close();
  server.close();
});

async function connect(): Promise<WebSocket> {
  const socket = new WebSocket(proxy.urlFor(server.url));
  await once(socket, 'open');
  return socket;
}

async function ask(socket: WebSocket, message: object): Promise<unknown> {
  socket.send(JSON.stringify(message));
  const [data] = (await once(socket, 'message')) as [Buffer];
  return JSON.parse(data.toString());
}

/** A client's socket for media and what comes back to it. */
async function mediaClient() {
  const answer = (await ask(await connect(), { type: 'createTransport' })) as {
    ok: { iceCandidates: { ip: string; port: number; protocol: string; foundation: string }[] };
  };
  const [candidate] = answer.ok.iceCandidates;
  if (!candidate) throw new Error('no candidate');
  const socket = createSocket('udp4');
  let echoes = 0;
  socket.on('message', () => {
    echoes += 1;
  });
  return {
    candidates: answer.ok.iceCandidates,
    send: (text: string) => socket.send(text, candidate.port, candidate.ip),
    echo: () => once(socket, 'message'),
    echoes: () => echoes,
    close: () => socket.close(),
  };
}

test('signalling goes through, and media follows it to an address of the proxy', async () => {
  expect(await ask(await connect(), { hello: 'server' })).toEqual({ hello: 'server' });
  const media = await mediaClient();
  expect(media.candidates).toMatchObject([{ protocol: 'udp', ip: '127.0.0.1', foundation: 'udp' }]);
  media.send('there and back');
  await media.echo();
  media.close();
});

test('blocked media is lost, and what comes later is not', async () => {
  const media = await mediaClient();
  proxy.media = { ...proxy.media, blocked: true };
  for (let at = 0; at < 10; at++) media.send('lost');
  await vi.waitUntil(() => proxy.lostDatagrams === 10);
  proxy.heal();
  media.send('comes');
  const [datagram] = (await media.echo()) as [Buffer];
  expect(datagram.toString()).toBe('comes');
  expect(media.echoes()).toBe(1);
  media.close();
});

test('a share of media is lost either way', async () => {
  const media = await mediaClient();
  proxy.media = { ...proxy.media, loss: 0.5 };
  for (let at = 0; at < 200; at++) media.send(String(at));
  await vi.waitUntil(() => proxy.lostDatagrams + media.echoes() === 200);
  expect(media.echoes()).toBeGreaterThan(15);
  expect(media.echoes()).toBeLessThan(110);
  media.close();
});

test('a cut ends the socket and lets the next one through', async () => {
  const socket = await connect();
  const closed = once(socket, 'close');
  proxy.cutSignaling();
  expect((await closed)[0]).toBe(1006);
  expect(await ask(await connect(), { again: true })).toEqual({ again: true });
});

test('half-open: nothing comes, nothing closes, and new sockets do not open', async () => {
  const socket = await connect();
  proxy.signaling = { ...proxy.signaling, blocked: true };
  const waiting = new WebSocket(proxy.urlFor(server.url), { handshakeTimeout: 300 });
  const [error] = (await once(waiting, 'error')) as [Error];
  expect(error.message).toContain('timed out');
  // What is swallowed passed the proxy before what is asked next is sent.
  const ping = once(socket, 'pong');
  socket.send('{"swallowed":true}');
  socket.ping();
  await ping;
  proxy.heal();
  expect(await ask(socket, { heard: true })).toEqual({ heard: true });
});
