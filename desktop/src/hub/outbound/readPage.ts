import { lookup } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { ConfabError } from '@confab/shared-types';
import { decodeHtml } from './decodeHtml.ts';

export interface HostAddress {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a host name. */
export type ResolveHost = (host: string) => Promise<readonly HostAddress[]>;

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

async function judgedAddress(url: URL, options: ReadPageOptions): Promise<HostAddress> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const resolve = options.resolve ?? ((name: string) => lookup(name, { all: true }));
  const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
  const [first] = addresses;
  if (first === undefined) throw new ConfabError('server-unreachable', 'no address');
  // One private address among public ones is how a name is made to lead inside.
  if (!options.mayBePrivate && addresses.some(isPrivate)) {
    throw new ConfabError('link-refused', 'private address');
  }
  return first;
}

function get(url: URL, address: HostAddress, signal: AbortSignal): Promise<IncomingMessage> {
  const pinned: LookupFunction = (_host, { all }, done) => {
    if (all === true) done(null, [address]);
    else done(null, address.address, address.family);
  };
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    request(url, {
      signal,
      lookup: pinned,
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

/** Networks that are not the public internet (IANA special-purpose address registries). */
const privateNetworks = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  privateNetworks.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  privateNetworks.addSubnet(network, prefix, 'ipv6');
}

export function isPrivate({ address, family }: HostAddress): boolean {
  // BlockList judges IPv4 addresses written as IPv6 ones by the IPv4 networks.
  return privateNetworks.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
