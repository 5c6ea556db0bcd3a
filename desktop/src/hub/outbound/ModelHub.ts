import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { ConfabError } from '@confab/shared-types';
import type { z } from 'zod';
import { judgedAddress, pinnedTo } from './hostAddress.ts';
import type { ResolveHost } from './hostAddress.ts';

export interface ModelHubOptions {
  /** An address the person named instead of the public one; it may be in a private network. */
  readonly mirror: () => string | null;
  readonly home?: string;
  readonly resolve?: ResolveHost;
  /** A connection that sends nothing for so long is given up. */
  readonly silenceMs?: number;
}

/** There was no answer, or one that asks to come again: the same request may do well later. */
export class HubUnavailable extends Error {
  override readonly name = 'HubUnavailable';
  /** How long the hub asked to wait, in milliseconds; null: it did not say. */
  readonly afterMs: number | null;

  constructor(reason: string, afterMs: number | null = null, options?: ErrorOptions) {
    super(reason, options);
    this.afterMs = afterMs;
  }
}

export interface FileRequest {
  readonly path: string;
  /** Bytes that are here already. */
  readonly from: number;
  /** What the hub called the file when those came; null: not known. */
  readonly etag: string | null;
  readonly signal: AbortSignal;
}

export interface FileAnswer {
  readonly body: AsyncIterable<Buffer>;
  /** Where the body begins: 0 when the hub sends all of it again. */
  readonly from: number;
  readonly etag: string | null;
}

const publicHome = 'https://huggingface.co';
const redirectsFollowed = 5;
const jsonLimitBytes = 4 * 1024 * 1024;
const longestWaitMs = 10 * 60_000;

/**
 * The model hub, asked by the addresses that huggingface.co and its mirrors have. Nothing else is
 * asked than the public hub or the mirror the person named, and where those send one on to.
 * Rejects with HubUnavailable, or with a ConfabError that coming again does not help with:
 * `not-found`, `no-permission`, `link-refused`, `malformed-message`.
 */
export class ModelHub {
  readonly #options: ModelHubOptions;

  constructor(options: ModelHubOptions) {
    this.#options = options;
  }

  async json<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const response = await this.#ask(path, {}, signal);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of bodyOf(response)) {
      size += chunk.length;
      if (size > jsonLimitBytes) throw new ConfabError('malformed-message', 'too long');
      chunks.push(chunk);
    }
    const parsed = schema.safeParse(parseJson(Buffer.concat(chunks).toString('utf8')));
    if (parsed.success) return parsed.data;
    throw new ConfabError('malformed-message', path);
  }

  /** Asks for a file, or for the rest of it. */
  async file({ path, from, etag, signal }: FileRequest): Promise<FileAnswer> {
    const headers: Record<string, string> = { 'accept-encoding': 'identity' };
    if (from > 0) {
      headers['range'] = `bytes=${from}-`;
      // A weak tag may stand for other bytes (RFC 9110, 13.1.5).
      if (etag !== null && !etag.startsWith('W/')) headers['if-range'] = etag;
    }
    const response = await this.#ask(path, headers, signal);
    const tag = response.headers.etag ?? null;
    if (response.statusCode === 416) {
      response.destroy();
      return await this.file({ path, from: 0, etag: null, signal });
    }
    const start = response.statusCode === 206 ? rangeStart(response, from) : 0;
    return { body: bodyOf(response), from: start, etag: tag };
  }

  async #ask(
    path: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const mirror = this.#options.mirror();
    const base = new URL(mirror ?? this.#options.home ?? publicHome);
    let url = new URL(`${base.href.replace(/\/+$/, '')}${path}`);
    for (let hop = 0; hop <= redirectsFollowed; hop++) {
      const response = await this.#get(url, { headers, signal, mayBePrivate: mirror !== null });
      const { statusCode = 0, headers: answered } = response;
      if (statusCode < 300 || statusCode >= 400 || answered.location === undefined) {
        return accepted(response, path);
      }
      response.destroy();
      const to = new URL(answered.location, url);
      if (!mayFollow(to, base)) throw new ConfabError('link-refused', to.host);
      url = to;
    }
    throw new ConfabError('link-refused', 'too many redirects');
  }

  async #get(
    url: URL,
    options: {
      readonly headers: Readonly<Record<string, string>>;
      readonly signal: AbortSignal;
      readonly mayBePrivate: boolean;
    },
  ): Promise<IncomingMessage> {
    const { signal, headers, mayBePrivate } = options;
    const { resolve, silenceMs = 30_000 } = this.#options;
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
    try {
      const judging = { mayBePrivate, ...(resolve === undefined ? {} : { resolve }) };
      const address = await judgedAddress(url, judging);
      signal.throwIfAborted();
      return await new Promise<IncomingMessage>((done, fail) => {
        const asked = request(url, {
          signal,
          lookup: pinnedTo(address),
          agent: false,
          timeout: silenceMs,
          headers: { 'user-agent': 'Confab model download', ...headers },
        });
        asked.on('timeout', () => asked.destroy(new HubUnavailable('nothing came any more')));
        asked.on('response', done).on('error', fail).end();
      });
    } catch (error) {
      throw asUnavailable(error, signal);
    }
  }
}

/** Another host than the one the person knows of may only be sent on to under encryption. */
export function mayFollow(to: URL, hub: URL): boolean {
  return to.protocol === 'https:' || (to.protocol === 'http:' && to.origin === hub.origin);
}

function accepted(response: IncomingMessage, path: string): IncomingMessage {
  const { statusCode = 0 } = response;
  if ([200, 206, 416].includes(statusCode)) return response;
  response.destroy();
  if (statusCode === 404) throw new ConfabError('not-found', subjectOf(path));
  if (statusCode === 401 || statusCode === 403) {
    throw new ConfabError('no-permission', subjectOf(path));
  }
  throw new HubUnavailable(`HTTP status ${statusCode}`, retryAfterMs(response));
}

/** The repository, and the file in it, that a path of the hub is about. */
function subjectOf(path: string): string {
  return path.replace(/^\/(api\/models\/)?/, '').replace(/\/(resolve|tree|revision)\/[^/]+/, '');
}

/** Seconds or a date (RFC 9110, 10.2.3). */
function retryAfterMs({ headers }: IncomingMessage): number | null {
  const value = headers['retry-after'];
  if (value === undefined) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? null : Math.min(longestWaitMs, Math.max(0, ms));
}

function rangeStart({ headers }: IncomingMessage, asked: number): number {
  const start = Number(/^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1] ?? NaN);
  if (start <= asked) return start;
  throw new HubUnavailable('an answer to another range');
}

async function* bodyOf(response: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of response) yield chunk as Buffer;
  } catch (error) {
    throw asUnavailable(error);
  } finally {
    response.destroy();
  }
}

function asUnavailable(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted === true) return signal.reason;
  if (error instanceof ConfabError || error instanceof HubUnavailable) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new HubUnavailable(reason, null, { cause: error });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
