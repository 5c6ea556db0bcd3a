import { ConfabError, wireErrorSchema } from '@confab/shared-types';
import { z } from 'zod';

export type Fetch = typeof globalThis.fetch;

export interface OutboundRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  readonly url: string;
  /** Opaque session of an account there. */
  readonly session?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: BodyInit;
  /** Whole request, body included; absent: 15 seconds. */
  readonly timeoutMs?: number;
  /** Ends the request before that. */
  readonly signal?: AbortSignal;
}

const defaultTimeoutMs = 15_000;
/** An answer of a server's API is small; more is not one. */
const jsonLimitBytes = 4 * 1024 * 1024;

const errorBodySchema = z.union([
  wireErrorSchema,
  z.object({ error: wireErrorSchema }).transform(({ error }) => error),
]);

/**
 * The one place HTTP requests leave from. Redirects are not followed: a server is where the person
 * said it is. Failures are ConfabErrors, `server-unreachable` when there was no answer at all.
 */
export class Outbound {
  readonly #fetch: Fetch;

  constructor(fetch: Fetch = globalThis.fetch) {
    this.#fetch = fetch;
  }

  /** Asks for JSON of a known shape. */
  async json<T>(request: OutboundRequest, schema: z.ZodType<T>): Promise<T> {
    const response = await this.send(request);
    const parsed = schema.safeParse(await readJson(response));
    if (parsed.success) return parsed.data;
    throw new ConfabError('malformed-message', `${request.method} ${request.url}`);
  }

  /** The response, when its status says that the request succeeded. */
  async send(request: OutboundRequest): Promise<Response> {
    const response = await this.#exchange(request);
    if (response.ok) return response;
    throw await responseError(response);
  }

  async #exchange(request: OutboundRequest): Promise<Response> {
    const headers = new Headers(request.headers);
    if (request.session !== undefined) headers.set('authorization', `Bearer ${request.session}`);
    if (request.json !== undefined) headers.set('content-type', 'application/json');
    const body = request.json === undefined ? request.body : JSON.stringify(request.json);
    const timeout = AbortSignal.timeout(request.timeoutMs ?? defaultTimeoutMs);
    const signal =
      request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]);
    try {
      return await this.#fetch(request.url, {
        method: request.method,
        headers,
        redirect: 'error',
        signal,
        ...(body === undefined ? {} : { body }),
      });
    } catch (error) {
      if (request.signal?.aborted === true) throw new ConfabError('cancelled');
      throw new ConfabError('server-unreachable', new URL(request.url).origin, { cause: error });
    }
  }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text.length > jsonLimitBytes) throw new ConfabError('message-too-large');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfabError('malformed-message', 'not JSON', { cause: error });
  }
}

async function responseError(response: Response): Promise<ConfabError> {
  const text = await response.text();
  try {
    const parsed = errorBodySchema.safeParse(JSON.parse(text));
    if (parsed.success) return ConfabError.fromWire(parsed.data);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return new ConfabError(codeByStatus(response.status), `HTTP status ${response.status}`);
}

function codeByStatus(status: number): ConfabError['code'] {
  switch (status) {
    case 401:
      return 'unauthenticated';
    case 403:
      return 'no-permission';
    case 404:
      return 'not-found';
    case 413:
      return 'message-too-large';
    case 429:
      return 'too-many-requests';
    default:
      return 'internal';
  }
}
