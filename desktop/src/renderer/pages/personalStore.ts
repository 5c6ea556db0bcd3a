import type { PageId, PersonalPlaces, WorkspaceId } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { HubClient } from '../hub/HubClient.ts';

export interface PersonalState {
  readonly places: ReadonlyMap<WorkspaceId, PersonalPlaces>;
}

/** Favourites, recent pages and open branches: shown at once, kept by the hub. */
export interface PersonalStore extends StoreApi<PersonalState> {
  /** Asks for a workspace's places if they are not known yet. */
  load(workspace: WorkspaceId): void;
  visited(workspace: WorkspaceId, page: PageId): void;
  setExpanded(workspace: WorkspaceId, page: PageId, expanded: boolean): void;
  /** `before` null: at the end. */
  setFavourite(
    workspace: WorkspaceId,
    page: PageId,
    favourite: boolean,
    before?: PageId | null,
  ): void;
}

type PersonalMethod = 'personal.visited' | 'personal.setExpanded' | 'personal.setFavourite';

export function createPersonalStore(
  hub: HubClient,
  onProblem: (problem: unknown) => void,
): PersonalStore {
  const store = createStore<PersonalState>(() => ({ places: new Map() }));
  /** Answers to earlier changes must not undo what was changed since on the screen. */
  const underWay = new Map<WorkspaceId, number>();

  const read = (workspace: WorkspaceId): void => {
    hub.request('personal.get', { workspace }).then(take).catch(onProblem);
  };
  const take = (places: PersonalPlaces): void => {
    if ((underWay.get(places.workspace) ?? 0) > 0) return;
    store.setState({ places: new Map(store.getState().places).set(places.workspace, places) });
  };
  const show = (
    workspace: WorkspaceId,
    change: (places: PersonalPlaces) => Partial<PersonalPlaces>,
  ): void => {
    const places = placesIn(store.getState(), workspace);
    const changed = { ...places, ...change(places) };
    store.setState({ places: new Map(store.getState().places).set(workspace, changed) });
  };
  const ask = async (workspace: WorkspaceId, request: Promise<PersonalPlaces>): Promise<void> => {
    const waiting = (by: 1 | -1): void => {
      underWay.set(workspace, (underWay.get(workspace) ?? 0) + by);
    };
    waiting(1);
    // In one turn with its answer: of two that arrive together the later one counts.
    await request.then(
      (places) => {
        waiting(-1);
        take(places);
      },
      (error: unknown) => {
        waiting(-1);
        throw error;
      },
    );
  };
  const keep = <M extends PersonalMethod>(
    method: M,
    params: Parameters<typeof hub.request<M>>[1],
  ): void => {
    ask(params.workspace, hub.request(method, params)).catch((problem: unknown) => {
      onProblem(problem);
      read(params.workspace);
    });
  };

  hub.on('personal', take);
  return Object.assign(store, {
    load: (workspace: WorkspaceId) => {
      if (!store.getState().places.has(workspace)) read(workspace);
    },
    visited: (workspace: WorkspaceId, page: PageId) => {
      keep('personal.visited', { workspace, page });
    },
    setExpanded: (workspace: WorkspaceId, page: PageId, expanded: boolean) => {
      show(workspace, (places) => ({ expanded: withOut(places.expanded, page, expanded) }));
      keep('personal.setExpanded', { workspace, page, expanded });
    },
    setFavourite: (
      workspace: WorkspaceId,
      page: PageId,
      favourite: boolean,
      before: PageId | null = null,
    ) => {
      show(workspace, ({ favourites }) => ({
        favourites: favourite
          ? insertBefore(favourites, page, before)
          : favourites.filter((one) => one !== page),
      }));
      keep('personal.setFavourite', { workspace, page, favourite, before });
    },
  });
}

/** What is known of a workspace's places; nothing of one never asked for. */
export function placesIn({ places }: PersonalState, workspace: WorkspaceId): PersonalPlaces {
  return places.get(workspace) ?? { workspace, favourites: [], recent: [], expanded: [] };
}

function withOut(pages: readonly PageId[], page: PageId, has: boolean): PageId[] {
  const others = pages.filter((one) => one !== page);
  return has ? [...others, page] : others;
}

function insertBefore(pages: readonly PageId[], page: PageId, before: PageId | null): PageId[] {
  const others = pages.filter((one) => one !== page);
  const at = before === null ? -1 : others.indexOf(before);
  return at < 0 ? [...others, page] : others.toSpliced(at, 0, page);
}
