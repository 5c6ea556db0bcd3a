import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { ConfabError } from '@confab/shared-types';
import { decodeHtml } from './decodeHtml.ts';
import { judgedAddress, pinnedTo } from './hostAddress.ts';
import type { HostAddress, ResolveHost } from './hostAddress.ts';

export interface ReadPageOptions {
  readonly signal: AbortSignal;
  /** Whether the host may be in a private network. */
  readonly mayBePrivate: boolean;
  readonly resolve?: ResolveHost;
}

export type PageAnswer =
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'redirect'; readonly to: string };

const readLimitBytes = 512 * 1024;

/**
 * Reads the beginning of a web page. The address is looked up once, judged, and that one connected
 * to: a name that answers differently the second time leads nowhere else. Rejects `link-refused`.
 */
export async function readPage(url: URL, options: ReadPageOptions): Promise<PageAnswer> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ConfabError('link-refused', 'not an http address');
  }
  const address = await judgedAddress(url, options);
  const response = await get(url, address, options.signal);
  const { statusCode = 0, headers } = response;
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
    response.destroy();
    return { kind: 'redirect', to: headers.location };
  }
  const type = headers['content-type'] ?? '';
  if (statusCode !== 200 || !/^(text\/html|application\/xhtml\+xml)\b/i.test(type)) {
    response.destroy();
    throw new ConfabError('link-refused', 'not a web page');
  }
  return { kind: 'page', html: decodeHtml(await readBeginning(response), type) };
}

function get(url: URL, address: HostAddress, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    request(url, {
      signal,
      lookup: pinnedTo(address),
      // No connection is kept or taken up: each is to the address that was judged.
      agent: false,
      headers: {
        accept: 'text/html,application/xhtml+xml',
        'accept-encoding': 'gzip, deflate, br',
        'user-agent': 'Confab link preview',
      },
    })
      .on('response', resolve)
      .on('error', reject)
      .end();
  });
}

async function readBeginning(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of decompressed(response) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= readLimitBytes) break;
  }
  response.destroy();
  return Buffer.concat(chunks).subarray(0, readLimitBytes);
}

function decompressed(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  const decoder = decoders[encoding.toLowerCase()];
  if (decoder === undefined) return response;
  const output = decoder();
  response.on('error', (error) => output.destroy(error));
  return response.pipe(output);
}

const decoders: Readonly<Record<string, (() => NodeJS.ReadWriteStream & Readable) | undefined>> = {
  gzip: () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
};
