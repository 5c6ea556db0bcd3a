import { Readable } from 'node:stream';
import type { CustomScheme } from 'electron';
import { fileHeaders, pageHeaders } from '../../shell/contentSecurity.ts';
import { readHubFile } from '../../shell/readHubFile.ts';
import { readRange } from '../../shell/readRange.ts';
import { rendererFile } from '../../shell/rendererFile.ts';
import type { HubFile } from '../../shell/RunningHub.ts';
import { appOrigin, appScheme } from '../appOrigin.ts';

/** Must be registered before the app is ready. */
export const appSchemePrivileges: CustomScheme = {
  scheme: appScheme,
  privileges: {
    standard: true,
    secure: true,
    supportFetchAPI: true,
    stream: true,
    codeCache: true,
  },
};

export interface ProtocolServiceOptions {
  readonly rendererDir: string;
  readonly openFile: (capability: string) => Promise<HubFile | null>;
}

/** Answers `app://confab/…`: the built renderer, and files of pages by their capability. */
export class ProtocolService {
  readonly #options: ProtocolServiceOptions;

  constructor(options: ProtocolServiceOptions) {
    this.#options = options;
  }

  readonly handle = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    if (`${url.protocol}//${url.host}` !== appOrigin) return new Response(null, { status: 403 });
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, { status: 405 });
    }
    if (url.pathname.startsWith('/f/')) return this.#hubFile(request, url.pathname);
    const file = await rendererFile(this.#options.rendererDir, url.pathname);
    if (file === null) return new Response(null, { status: 404 });
    return respond(request, file, { ...pageHeaders, ...file.headers });
  };

  async #hubFile(request: Request, path: string): Promise<Response> {
    const file = await this.#options.openFile(path.slice('/f/'.length));
    if (file === null) return new Response(null, { status: 404 });
    // What lies encrypted on the disk must not lie in a cache as it is.
    const caching = file.seal === undefined ? {} : { 'cache-control': 'no-store' };
    return respond(request, file, { ...fileHeaders(file), ...caching });
  }
}

function respond(
  request: Request,
  file: Pick<HubFile, 'path' | 'size' | 'seal'>,
  headers: Record<string, string>,
): Response {
  const range = readRange(request.headers.get('range') ?? undefined, file.size);
  if (range === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: { 'content-range': `bytes */${file.size}` },
    });
  }
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  const full = {
    ...headers,
    'accept-ranges': 'bytes',
    'content-length': String(end - start + 1),
    ...(range === null ? {} : { 'content-range': `bytes ${start}-${end}/${file.size}` }),
  };
  const status = range === null ? 200 : 206;
  if (request.method === 'HEAD' || file.size === 0) {
    return new Response(null, { status, headers: full });
  }
  const stream = Readable.toWeb(readHubFile(file, start, end));
  return new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>, { status, headers: full });
}
