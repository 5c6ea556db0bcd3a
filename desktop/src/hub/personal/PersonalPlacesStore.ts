import { personalPlacesSchema, recentPagesKept } from '@confab/shared-types';
import type { PageId, PersonalPlaces, WorkspaceId } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import { storageError } from '../database/GroupCommit.ts';
import type { HubDatabase } from '../database/openDatabase.ts';

export interface PersonalPlacesStoreOptions {
  readonly database: HubDatabase;
  readonly clock: Clock;
  readonly onChange: (places: PersonalPlaces) => void;
}

/**
 * What a person keeps at hand of each workspace: favourites, recent pages, open branches. Theirs
 * alone, on this device. Writes are on disk when they return.
 */
export class PersonalPlacesStore {
  readonly #database: HubDatabase;
  readonly #clock: Clock;
  readonly #onChange: (places: PersonalPlaces) => void;

  constructor({ database, clock, onChange }: PersonalPlacesStoreOptions) {
    this.#database = database;
    this.#clock = clock;
    this.#onChange = onChange;
  }

  get(workspace: WorkspaceId): PersonalPlaces {
    const row = this.#database
      .prepare('SELECT places FROM personal_places WHERE workspace = ?')
      .get(workspace) as { places: string } | undefined;
    if (row === undefined) return { workspace, favourites: [], recent: [], expanded: [] };
    return personalPlacesSchema.parse(JSON.parse(row.places));
  }

  /** Puts a favourite before another one, at the end by default, or takes it away. */
  setFavourite(
    workspace: WorkspaceId,
    page: PageId,
    favourite: boolean,
    before: PageId | null = null,
  ): PersonalPlaces {
    const places = this.get(workspace);
    // Before itself: where it is.
    if (favourite && before === page && places.favourites.includes(page)) return places;
    const others = places.favourites.filter((id) => id !== page);
    const at = before === null ? -1 : others.indexOf(before);
    const favourites = favourite ? others.toSpliced(at < 0 ? others.length : at, 0, page) : others;
    return this.#put({ ...places, favourites });
  }

  visited(workspace: WorkspaceId, page: PageId): PersonalPlaces {
    const places = this.get(workspace);
    const others = places.recent.filter((visit) => visit.page !== page);
    const recent = [{ page, at: this.#clock.now() }, ...others].slice(0, recentPagesKept);
    return this.#put({ ...places, recent });
  }

  setExpanded(workspace: WorkspaceId, page: PageId, expanded: boolean): PersonalPlaces {
    const places = this.get(workspace);
    const others = places.expanded.filter((id) => id !== page);
    return this.#put({ ...places, expanded: expanded ? [...others, page] : others });
  }

  /** Pages are gone for good. */
  forget(workspace: WorkspaceId, pages: readonly PageId[]): void {
    const gone = new Set(pages);
    const { favourites, recent, expanded } = this.get(workspace);
    const kept = {
      workspace,
      favourites: favourites.filter((page) => !gone.has(page)),
      recent: recent.filter(({ page }) => !gone.has(page)),
      expanded: expanded.filter((page) => !gone.has(page)),
    };
    const before = favourites.length + recent.length + expanded.length;
    const after = kept.favourites.length + kept.recent.length + kept.expanded.length;
    if (after < before) this.#put(kept);
  }

  /** Pages are in another workspace now: favourites stay favourites, under their new ids. */
  follow(from: WorkspaceId, to: WorkspaceId, pages: readonly (readonly [PageId, PageId])[]): void {
    const copies = new Map(pages);
    const moved = this.get(from).favourites.flatMap((page) => copies.get(page) ?? []);
    this.forget(from, [...copies.keys()]);
    for (const page of moved) this.setFavourite(to, page, true);
  }

  /** A workspace was removed from this device. */
  forgetWorkspace(workspace: WorkspaceId): void {
    this.#run('DELETE FROM personal_places WHERE workspace = ?', workspace);
  }

  #put(places: PersonalPlaces): PersonalPlaces {
    this.#run(
      `INSERT INTO personal_places (workspace, places) VALUES (?, ?)
       ON CONFLICT (workspace) DO UPDATE SET places = excluded.places`,
      places.workspace,
      JSON.stringify(places),
    );
    this.#onChange(places);
    return places;
  }

  #run(sql: string, ...values: string[]): void {
    try {
      this.#database.prepare(sql).run(...values);
    } catch (error) {
      throw storageError(error);
    }
  }
}
