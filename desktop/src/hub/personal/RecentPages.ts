import { readPageEntries } from '@confab/shared-types';
import type { LocalWorkspace, PersonalPlaces, WorkspaceId } from '@confab/shared-types';
import type * as Y from 'yjs';
import type { RecentPage } from '../../shell/Host.ts';
import type { Clock } from '../Clock.ts';

export interface RecentPagesOptions {
  readonly workspaces: () => readonly LocalWorkspace[];
  readonly placesOf: (workspace: WorkspaceId) => PersonalPlaces;
  readonly indexOf: (workspace: WorkspaceId) => Y.Doc;
  readonly clock: Clock;
  readonly onChange: () => void;
}

const shown = 5;
/** A title that is being typed is read once in a while, not at each key. */
const calmMs = 500;

/** The pages last opened on this device, of all workspaces, with their titles. */
export class RecentPages {
  readonly #options: RecentPagesOptions;
  #known: readonly RecentPage[] | null = null;
  #cancelRead: (() => void) | null = null;

  constructor(options: RecentPagesOptions) {
    this.#options = options;
  }

  /** Last opened first, at most five, without those in the trash. */
  list(): readonly RecentPage[] {
    return (this.#known ??= this.#read());
  }

  /** A title, a tree or a visit may have changed. */
  changed(): void {
    this.#cancelRead ??= this.#options.clock.after(calmMs, () => {
      this.#cancelRead = null;
      this.#known = null;
      this.#options.onChange();
    });
  }

  close(): void {
    this.#cancelRead?.();
  }

  #read(): readonly RecentPage[] {
    const { workspaces, placesOf, indexOf } = this.#options;
    const visits = workspaces().flatMap(({ id }) =>
      placesOf(id).recent.map(({ page, at }) => ({ workspace: id, page, at })),
    );
    const pages: RecentPage[] = [];
    const entries = new Map<WorkspaceId, ReturnType<typeof readPageEntries>>();
    for (const { workspace, page } of visits.sort((a, b) => b.at - a.at)) {
      if (pages.length === shown) break;
      const known = entries.get(workspace) ?? readPageEntries(indexOf(workspace));
      entries.set(workspace, known);
      const entry = known.get(page);
      if (entry === undefined || entry.trashedAt !== null) continue;
      pages.push({ workspace, page, title: entry.title });
    }
    return pages;
  }
}
