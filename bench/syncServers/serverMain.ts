import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server as Hocuspocus } from '@hocuspocus/server';
import { setupWSConnection } from '@y/websocket-server/utils';
import { WebSocketServer } from 'ws';
import { systemClock } from '../../sync-server/src/Clock.ts';
import { IdleMemory, ownMemory } from '../../sync-server/src/IdleMemory.ts';
import { createSyncServer, silentLog } from '../../sync-server/src/index.ts';
import type { ServerKind, ServerUse } from './startServer.ts';

/** One of the servers in a process of its own, so that what it costs is its own. */
const starters: Readonly<Record<ServerKind, () => Promise<string>>> = {
  confab: startConfab,
  'y-websocket': startYWebsocket,
  hocuspocus: startHocuspocus,
};

const kind = process.argv[2] as ServerKind;
const url = await starters[kind]();
process.on('message', () => {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const use: ServerUse = { cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() };
  process.send?.(use);
});
process.on('disconnect', () => process.exit(0));
process.send?.({ url });

/** As it runs for real: accounts, rights on every write, SQLite with an fsync before each answer. */
async function startConfab(): Promise<string> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'confab-bench-'));
  process.on('exit', () => rmSync(dataFolder, { recursive: true, force: true }));
  // Everybody comes from one address here.
  const many = { burst: 1_000_000, refillMs: 1 };
  const { url } = await createSyncServer({ dataFolder, limits: { requests: many, signUps: many } });
  new IdleMemory({ memory: ownMemory(), clock: systemClock, log: silentLog }).start();
  return url;
}

async function startYWebsocket(): Promise<string> {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket, request) => setupWSConnection(socket, request));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

async function startHocuspocus(): Promise<string> {
  const server = new Hocuspocus({ address: '127.0.0.1', port: 0, quiet: true });
  await server.listen();
  return `http://127.0.0.1:${server.address.port}`;
}
