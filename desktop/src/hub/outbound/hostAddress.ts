import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { ConfabError } from '@confab/shared-types';

export interface HostAddress {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a host name. */
export type ResolveHost = (host: string) => Promise<readonly HostAddress[]>;

export interface JudgeOptions {
  /** Whether the host may be in a private network. */
  readonly mayBePrivate: boolean;
  /** Absent: the system's. */
  readonly resolve?: ResolveHost;
}

/**
 * The address a host is reached at, looked up once and judged: connect to this one and no other
 * (see `pinnedTo`). Rejects with `link-refused` for a private one that may not be.
 */
export async function judgedAddress(url: URL, options: JudgeOptions): Promise<HostAddress> {
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

/** A lookup that always answers this address: a name that answers differently next time is not asked. */
export function pinnedTo(address: HostAddress): LookupFunction {
  return (_host, { all }, done) => {
    if (all === true) done(null, [address]);
    else done(null, address.address, address.family);
  };
}

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
