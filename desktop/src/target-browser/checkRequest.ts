import type { IncomingHttpHeaders } from 'node:http';

/** The one origin this profile answers as. */
export function originOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/**
 * Why a request is not ours, or null. `Host` names the address that the browser believes it talks to:
 * with a rebound DNS name it is the stranger's. `Origin` is sent with everything that is not a plain
 * same-origin GET; a WebSocket always has one.
 */
export function refusal(
  headers: Pick<IncomingHttpHeaders, 'host' | 'origin'>,
  port: number,
  kind: 'http' | 'websocket',
): string | null {
  if (headers.host !== `127.0.0.1:${port}`) return 'wrong host';
  if (headers.origin === undefined) return kind === 'http' ? null : 'no origin';
  return headers.origin === originOf(port) ? null : 'wrong origin';
}
