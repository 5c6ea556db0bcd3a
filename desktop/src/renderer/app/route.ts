import { idSchema, pageIdSchema, workspaceIdSchema } from '@confab/shared-types';
import type { PageId, WorkspaceId } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

/** What the main area shows. It lives in the address, so that back and forward work. */
export interface Route {
  readonly workspace: WorkspaceId | null;
  readonly page: PageId | null;
  /** The block of the page to go to and to point at for a moment. */
  readonly block: string | null;
}

/** Where to go; without a block, to the beginning of the page. */
export type Place = Omit<Route, 'block'> & { readonly block?: string | null };

export type RouteStore = StoreApi<Route>;

const nowhere: Route = { workspace: null, page: null, block: null };

/** Reads `#/<workspace>/<page>/<block>`; anything else is nowhere. */
export function parseRoute(hash: string): Route {
  const [, workspace, page, block] = hash.replace(/^#/, '').split('/');
  const parsedWorkspace = workspaceIdSchema.safeParse(workspace);
  if (!parsedWorkspace.success) return nowhere;
  const parsedPage = pageIdSchema.safeParse(page);
  if (!parsedPage.success) return { workspace: parsedWorkspace.data, page: null, block: null };
  const parsedBlock = idSchema.safeParse(block);
  return {
    workspace: parsedWorkspace.data,
    page: parsedPage.data,
    block: parsedBlock.success ? parsedBlock.data : null,
  };
}

export function formatRoute({ workspace, page, block = null }: Place): string {
  const parts = workspace === null ? [] : page === null ? [workspace] : [workspace, page];
  return `#/${[...parts, ...(page === null || block === null ? [] : [block])].join('/')}`;
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
export function goTo(store: RouteStore, place: Place, how: 'push' | 'replace' = 'push'): void {
  const hash = formatRoute(place);
  if (hash !== window.location.hash) {
    if (how === 'push') window.history.pushState(null, '', hash);
    else window.history.replaceState(null, '', hash);
  }
  // A new object each time: going to the block one is at points at it again.
  store.setState({ block: null, ...place }, true);
}
