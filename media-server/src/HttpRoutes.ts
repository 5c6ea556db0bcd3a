import { ConfabError } from '@confab/shared-types';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AdminApi } from './admin/AdminApi.ts';
import type { HttpAnswer } from './HttpAnswer.ts';
import { describeError, type Log } from './Log.ts';
import type { Metrics } from './metrics/Metrics.ts';

export interface Readiness {
  readonly status: 'ok' | 'no-worker' | 'shutting-down';
  readonly workers: number;
  readonly rooms: number;
  readonly sessions: number;
}

export interface HttpRoutesOptions {
  readonly admin: AdminApi;
  readonly metrics: Metrics;
  /** Whoever bears it reads the metrics from anywhere; undefined: this machine alone does. */
  readonly metricsToken: string | undefined;
  readonly readiness: () => Readiness;
  readonly log: Log;
}

const notFound: HttpAnswer = { status: 404, error: { code: 'not-found' } };

/** What the server answers over HTTP: `/healthz`, `/readyz`, `/metrics` and the admin API. */
export class HttpRoutes {
  readonly #options: HttpRoutesOptions;

  constructor(options: HttpRoutesOptions) {
    this.#options = options;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const path = pathOf(request);
      if (request.method === 'GET' && path === '/metrics') {
        await this.#metrics(request, response);
      } else {
        send(response, this.#health(request, path) ?? (await this.#admin(request, path)));
      }
    } catch (error) {
      this.#options.log.error('request-failed', { error: describeError(error) });
      if (response.headersSent) response.destroy();
      else send(response, { status: 500, error: new ConfabError('internal').toWire() });
    }
  }

  /** Alive: it answers at all. Ready: it takes calls. */
  #health(request: IncomingMessage, path: string): HttpAnswer | null {
    if (request.method !== 'GET') return null;
    const readiness = this.#options.readiness();
    if (path === '/healthz') return { status: 200, body: { ...readiness, status: 'ok' } };
    if (path !== '/readyz') return null;
    return { status: readiness.status === 'ok' ? 200 : 503, body: readiness };
  }

  async #admin(request: IncomingMessage, path: string): Promise<HttpAnswer> {
    return (await this.#options.admin.answer(request, path)) ?? notFound;
  }

  async #metrics(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { metrics, metricsToken } = this.#options;
    if (!isFromThisMachine(request) && !bears(request, metricsToken)) {
      send(response, { status: 403, error: new ConfabError('no-permission').toWire() });
      return;
    }
    const text = await metrics.text();
    response.writeHead(200, { 'content-type': metrics.contentType }).end(text);
  }
}

export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

function send(response: ServerResponse, { status, body, error }: HttpAnswer): void {
  const content = error === undefined ? body : { error };
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(content === undefined ? undefined : JSON.stringify(content));
}

const forwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const;

/** What a proxy on this machine passes on comes from elsewhere. */
function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
  const address = socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  const loopback = address === '::1' || address.startsWith('127.');
  return loopback && forwarded.every((name) => headers[name] === undefined);
}

function bears(request: IncomingMessage, token: string | undefined): boolean {
  const [, given] = /^Bearer (\S{1,1024})$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined || given === undefined) return false;
  return timingSafeEqual(digest(given), digest(token));
}

/** Of one length, as a comparison in constant time wants it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
