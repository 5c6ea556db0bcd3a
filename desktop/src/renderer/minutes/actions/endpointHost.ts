/** A machine that words are sent to, as a person knows it. */
export interface EndpointHost {
  readonly host: string;
  /** The words do not leave this machine. */
  readonly here: boolean;
}

/** Null for what is no address. */
export function endpointHost(url: string): EndpointHost | null {
  if (!URL.canParse(url)) return null;
  const { hostname } = new URL(url);
  return hostname === '' ? null : { host: hostname, here: isThisMachine(hostname) };
}

/** Names and addresses that never lead to another machine (RFC 6761, RFC 1122, RFC 4291). */
export function isThisMachine(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/^\[|\]$/gu, '');
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1') return true;
  return /^127(?:\.\d{1,3}){3}$/u.test(name);
}
