import { useEffect } from 'react';
import type { WorkspaceId } from '@confab/shared-types';
import type { PageIndex } from '../documents/PageIndexContext.ts';
import { isShown } from '../documents/pageTree.ts';
import { useData, useRoute, useServices } from './AppContext.ts';
import { goTo } from './route.ts';

/** The workspace the address names, else the last one, else the first; null when there is none. */
export function useCurrentWorkspace(): WorkspaceId | null {
  const { route } = useServices();
  const asked = useRoute(({ workspace }) => workspace);
  const current = useData(({ workspaces, preferences }) => {
    const ids = workspaces.map(({ id }) => id);
    const wanted = [asked, preferences.lastWorkspace].find((id) => id !== null && ids.includes(id));
    return wanted ?? ids[0] ?? null;
  });
  useEffect(() => {
    if (current !== null && current !== asked) {
      goTo(route, { workspace: current, page: null }, 'replace');
    }
  }, [asked, current, route]);
  return current;
}

/** Opens the last page of a workspace when the address names none, and remembers the open one. */
export function useRememberedPlace(pages: PageIndex): void {
  const { app, hub, route } = useServices();
  const page = useRoute((place) => place.page);
  const { workspace, entries, tree } = pages;
  useEffect(() => {
    if (page !== null || entries.size === 0) return;
    const last = app.getState().data?.preferences.lastPages[workspace];
    const entry = last === undefined ? undefined : entries.get(last);
    const next = entry !== undefined && isShown(entry) ? last : tree[0]?.id;
    if (next !== undefined) goTo(route, { workspace, page: next }, 'replace');
  }, [app, entries, page, route, tree, workspace]);
  useEffect(() => {
    const preferences = app.getState().data?.preferences;
    if (page === null || preferences === undefined) return;
    const { lastPages, lastWorkspace } = preferences;
    if (lastPages[workspace] === page && lastWorkspace === workspace) return;
    hub
      .request('preferences.update', {
        lastWorkspace: workspace,
        lastPages: { ...lastPages, [workspace]: page },
      })
      .catch((error: unknown) => console.error(error));
  }, [app, hub, page, workspace]);
}
