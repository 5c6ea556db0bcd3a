import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConfabError, wireErrorSchema } from '@confab/shared-types';
import type { AccountId, ErrorCode } from '@confab/shared-types';
import { z } from 'zod';
import type { Log } from '../Log.ts';

/** One HTTP request on its way through a route. */
export interface HttpCall {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Address of the client, for limits. */
  readonly address: string;
  /** What stood in the place of `:name` in the route's path, decoded; parse it before use. */
  readonly params: Readonly<Record<string, string>>;
  /** Counts the request against the address. Throws `too-many-requests`. */
  readonly admit: () => void;
  /** The account of the bearer session. Throws `unauthenticated`. */
  readonly account: () => Promise<AccountId>;
}

export type RouteHandler = (call: HttpCall) => Promise<void>;

export interface Route {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  /** `/api/calls/:id/token` */
  readonly path: string;
  readonly handle: RouteHandler;
}

const bodyLimitBytes = 256 * 1024;
const earlyEndMs = 2000;

/** Finds the route of a request; what a handler throws becomes `{ error: WireError }`. */
export class Router {
  readonly #routes: readonly (Route & { readonly parts: readonly string[] })[];
  readonly #log: Log;

  constructor(routes: readonly Route[], log: Log) {
    this.#routes = routes.map((route) => ({ ...route, parts: route.path.split('/') }));
    this.#log = log;
  }

  async handle(call: Omit<HttpCall, 'params'>): Promise<void> {
    try {
      call.admit();
      const { pathname } = urlOf(call.request);
      const { route, params } = this.#find(call.request.method ?? 'GET', pathname);
      await route.handle({ ...call, params });
    } catch (error) {
      this.#fail(call, error);
    }
  }

  #find(method: string, pathname: string): { route: Route; params: Record<string, string> } {
    const parts = pathname.split('/');
    for (const route of this.#routes) {
      if (route.method !== method || route.parts.length !== parts.length) continue;
      const params = matchParts(route.parts, parts);
      if (params !== null) return { route, params };
    }
    throw new ConfabError('not-found');
  }

  #fail({ request, response }: Pick<HttpCall, 'request' | 'response'>, error: unknown): void {
    // Nobody is left to answer when the client has gone in the middle of its request.
    if (request.errored !== null) return;
    const known = asConfabError(error);
    if (known.code === 'internal') this.#log.failure('request-failed', error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (!request.complete) endEarly(request, response);
    sendJson(response, statusOf(known.code), { error: wireErrorSchema.parse(known.toWire()) });
  }
}

/** Lets a client that is still sending read the answer, then ends the connection. */
function endEarly(request: IncomingMessage, response: ServerResponse): void {
  response.shouldKeepAlive = false;
  request.resume();
  response.on('finish', () => {
    setTimeout(() => request.destroy(), earlyEndMs).unref();
  });
}

function matchParts(
  pattern: readonly string[],
  parts: readonly string[],
): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (expected.startsWith(':')) params[expected.slice(1)] = decodePart(part);
    else if (expected !== part) return null;
  }
  return params;
}

/** The address of a request; its host is not looked at. Throws `malformed-message`. */
export function urlOf(request: IncomingMessage): URL {
  const url = URL.parse(request.url ?? '/', 'http://localhost');
  if (url === null) throw new ConfabError('malformed-message', 'the address is not valid');
  return url;
}

/** Throws `malformed-message`. */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw new ConfabError('malformed-message', 'the path is not valid', { cause });
  }
}

/** Any error as one that may travel: what is not ours becomes `internal` without its message. */
export function asConfabError(error: unknown): ConfabError {
  if (error instanceof ConfabError) return error;
  if (error instanceof z.ZodError) {
    return new ConfabError('malformed-message', describeIssues(error), { cause: error });
  }
  return new ConfabError('internal', undefined, { cause: error });
}

/** Where a message is wrong, without what stood there. */
function describeIssues(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'message'}: ${issue.code}`)
    .join('; ')
    .slice(0, 500);
}

/** The body, chunk by chunk; whoever stops reading early can still answer. */
export function bodyOf(request: IncomingMessage): AsyncIterable<Buffer> {
  return request.iterator({ destroyOnReturn: false });
}

/** Reads a JSON body of at most 256 KiB; throws `message-too-large` or `malformed-message`. */
export async function readJson<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  return parseJson(await readBody(request), schema);
}

/** As {@link readJson}; no body at all counts as an empty object. */
export async function readOptionalJson<T>(
  request: IncomingMessage,
  schema: z.ZodType<T>,
): Promise<T> {
  const body = await readBody(request);
  return parseJson(body.length === 0 ? emptyObject : body, schema);
}

const emptyObject = Buffer.from('{}');

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of bodyOf(request)) {
    length += chunk.length;
    if (length > bodyLimitBytes) throw new ConfabError('message-too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson<T>(body: Buffer, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new ConfabError('malformed-message', 'the body is not JSON', { cause });
  }
  return schema.parse(value);
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response
    .writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': bytes.length,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    .end(bytes);
}

export function sendNothing(response: ServerResponse): void {
  response.writeHead(204, { 'cache-control': 'no-store' }).end();
}

const statuses: Partial<Record<ErrorCode, number>> = {
  'malformed-message': 400,
  'unknown-message': 400,
  'protocol-mismatch': 400,
  'password-too-short': 400,
  unauthenticated: 401,
  'token-invalid': 401,
  'token-expired': 401,
  'wrong-credentials': 401,
  'no-permission': 403,
  'not-found': 404,
  'invitation-invalid': 404,
  'version-unknown': 404,
  'email-taken': 409,
  'already-done': 409,
  'workspace-bound-elsewhere': 409,
  'ring-ended': 409,
  'invitation-expired': 410,
  'page-deleted': 410,
  'message-too-large': 413,
  'file-too-large': 413,
  'page-too-large': 413,
  'file-hash-mismatch': 422,
  'too-many-requests': 429,
  'calls-unavailable': 503,
  'storage-full': 507,
};

function statusOf(code: ErrorCode): number {
  return statuses[code] ?? 500;
}
