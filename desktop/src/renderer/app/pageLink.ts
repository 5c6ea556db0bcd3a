import { formatRoute, parseRoute } from './route.ts';
import type { Place, Route } from './route.ts';

const start = 'confab://page';

/** The address of a page or of a block in it, as it is copied and as it opens the app. */
export function formatPageLink(place: Place): string {
  return start + formatRoute(place).slice(1);
}

/** Where `confab://page/<workspace>/<page>/<block>` leads; null for anything else. */
export function parsePageLink(link: string): Route | null {
  const trimmed = link.trim();
  if (!trimmed.startsWith(`${start}/`)) return null;
  const route = parseRoute(`#${trimmed.slice(start.length)}`);
  return route.page === null ? null : route;
}
