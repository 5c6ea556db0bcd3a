import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { protocolVersions, signalingReplySchema, signalingRequests } from '@confab/shared-types';
import { WebSocket } from 'ws';
import { OwnServer } from '../load/OwnServer.ts';
import { mintToken } from '../media-server/src/testing/mintToken.ts';
import { median, rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';

const sessions = 2000;
const perRoom = 25;
const atOnce = 20;
const goalMegabytes = 200;
const pingMs = 2000;
const settleMs = 20_000;
const samples = 5;

/** What the server's processes grow by when two thousand have joined and do nothing but ping. */
export const idleSessions: Benchmark = async (say) => {
  const server = await OwnServer.start({ workers: 1 });
  const sockets: WebSocket[] = [];
  const pings = setInterval(() => sockets.forEach(ping), pingMs);
  try {
    // Its first room is not what a session costs.
    sockets.push(await join(server, 'warm-up', 'first'));
    await setTimeout(settleMs / 4);
    const before = await megabytesOf(server);
    while (sockets.length <= sessions) {
      const batch = Array.from({ length: atOnce }, (_, at) => {
        const number = sockets.length + at;
        return join(server, `room-${Math.floor(number / perRoom)}`, `person-${number}`);
      });
      sockets.push(...(await Promise.all(batch)));
      if ((sockets.length - 1) % 500 === 0) say(`${sockets.length - 1} of ${sessions} joined`);
    }
    await setTimeout(settleMs);
    if (sockets.some(({ readyState }) => readyState !== WebSocket.OPEN)) {
      throw new Error('the server closed idle sessions');
    }
    const grown = (await megabytesOf(server)) - before;
    return {
      name: 'idle-sessions',
      unit: 'MB',
      ours: rounded(grown),
      reference: null,
      ratio: null,
      goal: `${sessions} idle sessions in at most ${goalMegabytes} MB`,
      met: grown <= goalMegabytes,
    };
  } finally {
    clearInterval(pings);
    for (const socket of sockets) socket.terminate();
    await server.stop();
  }
};

/** Joins and says that it is ready; nothing is sent or received. */
async function join(server: OwnServer, room: string, identity: string): Promise<WebSocket> {
  const socket = new WebSocket(server.url);
  await once(socket, 'open');
  const token = await mintToken(server, { room, identity });
  const protocol = protocolVersions.signaling;
  const joined = signalingRequests.join.ok.parse(await ask(socket, 1, 'join', { protocol, token }));
  await ask(socket, 2, 'ready', { rtpCapabilities: joined.routerRtpCapabilities });
  return socket;
}

function ask(socket: WebSocket, id: number, type: string, data: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onMessage = (text: Buffer) => {
      const reply = signalingReplySchema.safeParse(JSON.parse(text.toString('utf8')));
      if (!reply.success || reply.data.id !== id) return;
      socket.off('message', onMessage);
      if ('error' in reply.data) reject(new Error(`${type}: ${reply.data.error.code}`));
      else resolve(reply.data.ok);
    };
    socket.on('message', onMessage);
    socket.once('close', () => reject(new Error(`${type}: the socket closed`)));
    socket.send(JSON.stringify({ v: 1, id, type, data }));
  });
}

function ping(socket: WebSocket): void {
  if (socket.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify({ v: 1, id: 3, type: 'ping', data: {} }));
  }
}

/** Of signalling and media together, the median of a few looks. */
async function megabytesOf(server: OwnServer): Promise<number> {
  const looks: number[] = [];
  for (let look = 0; look < samples; look++) {
    const use = server.use();
    if (!use) throw new Error("this system does not tell a process' memory");
    looks.push((use.node.residentBytes + use.workers.residentBytes) / 1024 / 1024);
    await setTimeout(500);
  }
  return median(looks);
}
