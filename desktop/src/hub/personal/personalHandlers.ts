import type { HandlersOf } from '../rpc/handlers.ts';
import type { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';
import type { PersonalPlacesStore } from './PersonalPlacesStore.ts';

export interface PersonalServices {
  readonly personal: PersonalPlacesStore;
  readonly workspaceStore: WorkspaceStore;
}

export function personalHandlers({
  personal,
  workspaceStore,
}: PersonalServices): HandlersOf<`personal.${string}`> {
  return {
    'personal.get': ({ workspace }) => personal.get(workspaceStore.get(workspace).id),
    'personal.setFavourite': ({ workspace, page, favourite, before }) =>
      personal.setFavourite(workspaceStore.get(workspace).id, page, favourite, before ?? null),
    'personal.visited': ({ workspace, page }) =>
      personal.visited(workspaceStore.get(workspace).id, page),
    'personal.setExpanded': ({ workspace, page, expanded }) =>
      personal.setExpanded(workspaceStore.get(workspace).id, page, expanded),
  };
}
