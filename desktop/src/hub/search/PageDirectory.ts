import { performance } from 'node:perf_hooks';
import { readPageEntries, resolveParents } from '@confab/shared-types';
import type { PageEntries, PageId, WorkspaceId } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import { indexDoc } from '../documents/docNames.ts';
import type { DocumentReader } from '../documents/DocumentReader.ts';
import { foldText } from './FoldedText.ts';
import type { SearchStore } from './SearchStore.ts';
import { wordsOf } from './searchTerms.ts';

/** A page that search may lead to. */
export interface ListedPage {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  readonly title: string;
  /** Its words, folded, with one space between them. */
  readonly words: string;
  readonly icon: string | null;
  readonly parent: PageId | null;
}

export interface PageDirectoryOptions {
  readonly reader: DocumentReader;
  readonly store: SearchStore;
  readonly clock: Clock;
  /** Whether only single pages of a workspace are shared with the person: there is no tree. */
  readonly isGuest: (workspace: WorkspaceId) => boolean;
  readonly mayRead: (workspace: WorkspaceId, page: PageId) => boolean;
}

type Listed = ReadonlyMap<PageId, ListedPage>;

interface Reading {
  readonly listed: Listed;
  readonly at: number;
  readonly tookMs: number;
  stale: boolean;
}

/** A tree that takes long to read is read again at most for this share of the time. */
const readingShare = 0.1;
const quickMs = 5;

/**
 * The pages a person can go to, in memory: those of each workspace's tree but its trash, and single
 * pages that were shared. Read when first asked for, and again after a change.
 */
export class PageDirectory {
  readonly #options: PageDirectoryOptions;
  readonly #readings = new Map<WorkspaceId, Reading>();

  constructor(options: PageDirectoryOptions) {
    this.#options = options;
  }

  pages(workspace: WorkspaceId): Listed {
    const last = this.#readings.get(workspace);
    const now = this.#options.clock.now();
    if (last !== undefined && !(last.stale && isDue(last, now))) return last.listed;
    const startedAt = performance.now();
    const listed = this.#read(workspace);
    const tookMs = performance.now() - startedAt;
    this.#readings.set(workspace, { listed, at: now, tookMs, stale: false });
    return listed;
  }

  /** The tree of a workspace, or a page shared by itself, has changed. */
  changed(workspace: WorkspaceId): void {
    const last = this.#readings.get(workspace);
    if (last !== undefined) last.stale = true;
  }

  /** Titles of the pages above one, from the root. */
  path({ workspace, parent }: ListedPage): string[] {
    const pages = this.pages(workspace);
    const path: string[] = [];
    for (let at = parent; at !== null;) {
      const above = pages.get(at);
      path.unshift(above?.title ?? '');
      at = above?.parent ?? null;
    }
    return path;
  }

  #read(workspace: WorkspaceId): Listed {
    if (this.#options.isGuest(workspace)) return this.#sharedPages(workspace);
    const entries = this.#options.reader.read(indexDoc(workspace), readPageEntries);
    const parents = resolveParents(entries);
    const isShown = shownIn(entries, parents);
    const listed = new Map<PageId, ListedPage>();
    for (const [page, { title, icon }] of entries) {
      if (!isShown(page)) continue;
      const parent = parents.get(page) ?? null;
      listed.set(page, { workspace, page, title, words: titleWords(title), icon, parent });
    }
    return listed;
  }

  #sharedPages(workspace: WorkspaceId): Listed {
    const { store, mayRead } = this.#options;
    return new Map(
      store
        .of(workspace)
        .filter(({ page }) => mayRead(workspace, page))
        .map(({ page, title, icon }) => [
          page,
          { workspace, page, title, words: titleWords(title), icon, parent: null },
        ]),
    );
  }
}

function isDue({ at, tookMs }: Reading, now: number): boolean {
  return tookMs < quickMs || now - at > tookMs / readingShare;
}

function titleWords(title: string): string {
  return wordsOf(foldText(title)).join(' ');
}

/** Whether the tree shows a page: neither it nor anything above is in the trash or elsewhere. */
function shownIn(
  entries: PageEntries,
  parents: ReadonlyMap<PageId, PageId | null>,
): (page: PageId) => boolean {
  const known = new Map<PageId, boolean>();
  const isShown = (page: PageId): boolean => {
    const before = known.get(page);
    if (before !== undefined) return before;
    const entry = entries.get(page);
    const parent = parents.get(page) ?? null;
    const itself = entry?.trashedAt === null && entry.movedTo === undefined;
    const shown = itself && (parent === null || isShown(parent));
    known.set(page, shown);
    return shown;
  };
  return isShown;
}
