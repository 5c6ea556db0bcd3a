import { pageIdSchema, workspaceIdSchema } from '@confab/shared-types';
import type { PageId, WorkspaceId } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

/** What the main area shows. It lives in the address, so that back and forward work. */
export interface Route {
  readonly workspace: WorkspaceId | null;
  readonly page: PageId | null;
}

export type RouteStore = StoreApi<Route>;

const nowhere: Route = { workspace: null, page: null };

/** Reads `#/<workspace>/<page>`; anything else is nowhere. */
export function parseRoute(hash: string): Route {
  const [, workspace, page] = hash.replace(/^#/, '').split('/');
  const parsedWorkspace = workspaceIdSchema.safeParse(workspace);
  if (!parsedWorkspace.success) return nowhere;
  const parsedPage = pageIdSchema.safeParse(page);
  return { workspace: parsedWorkspace.data, page: parsedPage.success ? parsedPage.data : null };
}

export function formatRoute({ workspace, page }: Route): string {
  if (workspace === null) return '#/';
  return page === null ? `#/${workspace}` : `#/${workspace}/${page}`;
}

/** A store that follows the window's address. */
export function createRouteStore(): RouteStore {
  const store = createStore<Route>(() => parseRoute(window.location.hash));
  const follow = (): void => store.setState(parseRoute(window.location.hash), true);
  window.addEventListener('hashchange', follow);
  window.addEventListener('popstate', follow);
  return store;
}

/** Goes to a page; `replace` leaves no step back, for what the person did not ask for. */
export function goTo(store: RouteStore, route: Route, how: 'push' | 'replace' = 'push'): void {
  const hash = formatRoute(route);
  if (hash !== window.location.hash) {
    if (how === 'push') window.history.pushState(null, '', hash);
    else window.history.replaceState(null, '', hash);
  }
  store.setState(route, true);
}
