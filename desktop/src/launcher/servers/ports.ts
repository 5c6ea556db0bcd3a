import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const retryMs = 100;

/** The one address that the local servers and everything between the launcher's processes use. */
export const loopback = '127.0.0.1';

/** A port of the loopback address that nobody listens on now, other than those to avoid. */
export async function freePort(avoid: readonly number[] = []): Promise<number> {
  for (;;) {
    const server = createServer();
    const port = await listen(server, 0);
    await close(server);
    if (!avoid.includes(port)) return port;
  }
}

/** Whether the port is free, or comes free within this time. */
export async function waitForPort(port: number, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    if (await isPortFree(port)) return true;
    if (Date.now() >= deadline) return false;
    await delay(retryMs);
  }
}

async function isPortFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await listen(server, port);
    await close(server);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE' || code === 'EACCES') return false;
    throw error;
  }
}

/** Listens on loopback; gives the port. */
export async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, loopback);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

export async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
