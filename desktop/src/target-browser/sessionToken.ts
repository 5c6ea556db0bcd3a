/** The few members of a page's `window` that this touches. */
export interface TokenPage {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'state' | 'replaceState'>;
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>;
}

const storageKey = 'confab.token';

/**
 * The token that opened this tab. It comes in the URL's fragment, is taken out of the address bar at
 * once, and stays with the tab for reloads. Null: the address was opened without one.
 */
export function takeSessionToken(page: TokenPage): string | null {
  const fragment = new URLSearchParams(page.location.hash.slice(1));
  const token = fragment.get('token');
  if (token === null) return page.sessionStorage.getItem(storageKey);
  page.sessionStorage.setItem(storageKey, token);
  fragment.delete('token');
  const rest = fragment.size === 0 ? '' : `#${fragment}`;
  const { pathname, search } = page.location;
  page.history.replaceState(page.history.state, '', pathname + search + rest);
  return token;
}
