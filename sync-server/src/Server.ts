import { createServer } from 'node:http';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { closeCodes } from '@confab/shared-types';
import { bearerToken } from './accounts/accountRoutes.ts';
import { systemClock } from './Clock.ts';
import type { Clock } from './Clock.ts';
import type { Config } from './config.ts';
import { defaultBacklogLimitBytes } from './connections/ClientSocket.ts';
import { RateLimiter } from './connections/RateLimiter.ts';
import { Router } from './connections/Router.ts';
import { SocketGate } from './connections/SocketGate.ts';
import { createJsonLog } from './Log.ts';
import type { Log } from './Log.ts';
import { createRoutes } from './routes.ts';
import { createServices } from './Services.ts';
import type { Limits, ServicesOptions } from './Services.ts';

export const defaultLimits: Limits = {
  requests: { burst: 6000, refillMs: 60_000 },
  signUps: { burst: 100, refillMs: 3_600_000 },
  failedSignIns: { burst: 10, refillMs: 15 * 60_000 },
  failedSignInsOfAddress: { burst: 50, refillMs: 15 * 60_000 },
  unknownGuests: { burst: 20, refillMs: 3_600_000 },
};

export interface SyncServerOptions extends Partial<Config> {
  readonly dataFolder: string;
  readonly log?: Log;
  readonly clock?: Clock;
  readonly limits?: Partial<Limits>;
  /** How far a reader may fall behind, bytes. */
  readonly backlogLimitBytes?: number;
}

export interface SyncServer {
  /** Where it listens, without a slash at its end. */
  readonly url: string;
  /** Ends connections, lets commits finish, closes the database. */
  stop(): Promise<void>;
}

/** A file of 200 MB takes half an hour on a slow line; headers still have a minute. */
const longestUploadMs = 3_600_000;
const closeGraceMs = 2000;

/** Starts a sync server on one port; port 0 (the default) takes a free one. */
export async function createSyncServer(options: SyncServerOptions): Promise<SyncServer> {
  const { dataFolder, host = '127.0.0.1', port = 0, publicUrl = null } = options;
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const http = createServer({ requestTimeout: longestUploadMs });
  const servicesOptions: ServicesOptions = {
    dataFolder,
    serverName: options.serverName ?? 'Confab',
    media: options.media ?? null,
    limits: { ...defaultLimits, ...options.limits },
    log: options.log ?? createJsonLog(),
    clock: options.clock ?? systemClock,
    publicUrl: () => publicUrl ?? urlOf(http, host),
  };
  const { log, limits, clock } = servicesOptions;
  const services = await createServices(servicesOptions);
  const { sessions } = services;

  const requests = new RateLimiter(limits.requests, clock);
  const addressOf = clientAddress(options.trustProxy ?? false);
  const router = new Router(createRoutes(services, servicesOptions), log);
  http.on('request', (request, response) => {
    const address = addressOf(request);
    void router.handle({
      request,
      response,
      address,
      admit: () => requests.take(address),
      account: async () => (await sessions.authenticate(bearerToken(request))).account,
    });
  });
  const gate = new SocketGate({
    ...services,
    log,
    clock,
    backlogLimitBytes: options.backlogLimitBytes ?? defaultBacklogLimitBytes,
    admit: (request) => requests.take(addressOf(request)),
  });
  http.on('upgrade', (request, socket, head) => gate.upgrade(request, socket, head));

  // Last, so that nobody is let in before there is somebody to answer.
  await listen(http, port, host).catch(async (error: unknown) => {
    await services.stop();
    throw error;
  });
  const url = urlOf(http, host);
  log.write('info', 'listening', { url, media: servicesOptions.media !== null });
  return {
    url,
    async stop() {
      const closed = new Promise((resolve) => http.close(resolve));
      await gate.close(closeCodes.shuttingDown);
      http.closeIdleConnections();
      setTimeout(() => http.closeAllConnections(), closeGraceMs).unref();
      await closed;
      await services.stop();
      log.write('info', 'stopped');
    },
  };
}

function listen(http: HttpServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      resolve();
    });
  });
}

function urlOf(http: HttpServer, host: string): string {
  const { port } = http.address() as AddressInfo;
  const wildcard = host === '0.0.0.0' || host === '::';
  const name = wildcard ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${String(port)}`;
}

/** Behind a proxy the last forwarded address is the one the proxy itself saw. */
function clientAddress(trustProxy: boolean): (request: IncomingMessage) => string {
  return (request) => {
    const direct = request.socket.remoteAddress ?? 'unknown';
    if (!trustProxy) return direct;
    const forwarded = request.headers['x-forwarded-for'];
    const list = Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '');
    return list.split(',').at(-1)?.trim() || direct;
  };
}
