/**
 * Names that a tab offers and the hub picks from when the WebSocket is opened (RFC 6455 §1.9). The
 * token travels among them because it must not be in a URL, and a page can set no other header.
 */
export const hubSubprotocol = 'confab.hub';
/** Picked when the token is wrong, so that the tab can tell it from a hub that is gone. */
export const refusedSubprotocol = 'confab.refused';

const tokenPrefix = 'confab.token.';

export function offerSubprotocols(token: string): string[] {
  return [hubSubprotocol, refusedSubprotocol, tokenPrefix + token];
}

export function tokenOf(offered: Iterable<string>): string | null {
  for (const name of offered) {
    if (name.startsWith(tokenPrefix)) return name.slice(tokenPrefix.length);
  }
  return null;
}
