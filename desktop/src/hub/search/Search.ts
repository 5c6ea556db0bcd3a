import type { DocKey, LocalWorkspace, PageId, SearchHit, WorkspaceId } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import { sqliteCode } from '../database/openDatabase.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import { parseDocKey, workspaceOf } from '../documents/docNames.ts';
import type { DocumentReader } from '../documents/DocumentReader.ts';
import type { Log } from '../log.ts';
import { findTexts } from './findTexts.ts';
import { findTitles } from './findTitles.ts';
import { foldText } from './FoldedText.ts';
import { PageDirectory } from './PageDirectory.ts';
import { SearchIndexer } from './SearchIndexer.ts';
import { SearchStore } from './SearchStore.ts';
import { wordsOf } from './searchTerms.ts';

export interface SearchOptions {
  readonly database: HubDatabase;
  readonly reader: DocumentReader;
  readonly clock: Clock;
  readonly log: Log;
  readonly workspaces: () => readonly LocalWorkspace[];
  /** Documents of a workspace that are on disk. */
  readonly list: (workspace: WorkspaceId) => readonly DocKey[];
  readonly mayRead: (workspace: WorkspaceId, page: PageId) => boolean;
}

export interface SearchQuery {
  readonly query: string;
  /** Null: in all of them. */
  readonly workspace: WorkspaceId | null;
  readonly limit?: number | undefined;
}

export interface SearchAnswer {
  readonly hits: SearchHit[];
  readonly pending: number;
}

const usualLimit = 30;
/** The first window comes first. */
const beginAfterMs = 2_000;
/** Titles leave this share to what is found within pages. */
const titleShare = 2 / 3;
/** A syllable that is still being composed: its letters stand alone for a moment. */
const composing = /[\u3131-\u318e]+$/u;

/** Finds pages, blocks, comments, files and what was said in calls, of everything that is on this device. */
export class Search {
  readonly #options: SearchOptions;
  readonly #store: SearchStore;
  readonly #directory: PageDirectory;
  readonly #indexer: SearchIndexer;

  constructor(options: SearchOptions) {
    const { reader, clock, list, mayRead } = options;
    this.#options = options;
    this.#store = new SearchStore(options.database);
    this.#directory = new PageDirectory({
      reader,
      clock,
      store: this.#store,
      mayRead,
      isGuest: (workspace) => this.#isGuest(workspace),
    });
    this.#indexer = new SearchIndexer({
      store: this.#store,
      reader,
      list,
      clock,
      onTitle: (workspace) => {
        if (this.#isGuest(workspace)) this.#directory.changed(workspace);
      },
      onTrouble: (error) => this.#trouble(error),
    });
  }

  /** Begins to bring the index up to date, in the background. */
  start(): void {
    const here = this.#options.workspaces();
    const ids = new Set(here.map(({ id }) => id));
    for (const id of this.#store.workspaces()) if (!ids.has(id)) this.#forgetAll(id);
    this.#indexer.rest(beginAfterMs);
    for (const { id } of here) this.#indexer.addWorkspace(id);
  }

  close(): void {
    this.#indexer.close();
  }

  /** A document changed, wherever that came from. */
  changed(doc: DocKey): void {
    const parts = parseDocKey(doc);
    const workspace = workspaceOf(doc);
    if (parts.kind === 'index') this.#directory.changed(workspace);
    if (parts.kind === 'page' || parts.kind === 'comments') {
      this.#indexer.changed(workspace, parts.page);
    }
    if (parts.kind === 'call' || parts.kind === 'speech') {
      const minutes = this.#store.ofCall(workspace, parts.call);
      if (minutes !== null) this.#indexer.changed(workspace, minutes.page);
    }
  }

  /** Workspaces came, went, or the person's rights in them are others. */
  workspacesChanged(): void {
    const here = new Set(this.#options.workspaces().map(({ id }) => id));
    for (const id of here) this.#directory.changed(id);
    for (const id of this.#store.workspaces()) if (!here.has(id)) this.#forgetAll(id);
  }

  /** Pages were deleted for good. */
  forget(workspace: WorkspaceId, pages: readonly PageId[]): void {
    this.#indexer.forget(workspace, pages);
    this.#directory.changed(workspace);
  }

  /** Best first; nothing for a query without a word in it. */
  query({ query, workspace, limit = usualLimit }: SearchQuery): SearchAnswer {
    const words = wordsOf(foldText(withoutComposed(query)));
    if (words.length === 0) return { hits: [], pending: this.#indexer.pending };
    const workspaces = this.#options
      .workspaces()
      .filter(({ id }) => workspace === null || id === workspace)
      .map(({ id }) => id);
    const places = { store: this.#store, directory: this.#directory };
    const titles = findTitles({ ...places, workspaces, words, limit });
    const texts = this.#findTexts(words, new Set(workspaces), limit);
    const forTitles = Math.max(limit - texts.length, Math.ceil(limit * titleShare));
    return {
      hits: [...titles.slice(0, forTitles), ...texts].slice(0, limit),
      pending: this.#indexer.pending,
    };
  }

  #findTexts(
    words: readonly string[],
    workspaces: ReadonlySet<WorkspaceId>,
    limit: number,
  ): SearchHit[] {
    try {
      const places = { store: this.#store, directory: this.#directory };
      return findTexts({ ...places, workspaces, words, limit });
    } catch (error) {
      if (sqliteCode(error) === undefined) throw error;
      this.#trouble(error);
      return [];
    }
  }

  /** An index that is damaged is made anew: all that is in it is in the documents too. */
  #trouble(error: unknown): void {
    this.#options.log('the search index could not be used', error);
    const code = sqliteCode(error) ?? '';
    if (!code.startsWith('SQLITE_CORRUPT') && code !== 'SQLITE_ERROR') return;
    this.#store.clear();
    for (const { id } of this.#options.workspaces()) this.#indexer.addWorkspace(id);
  }

  #isGuest(workspace: WorkspaceId): boolean {
    return this.#options.workspaces().find(({ id }) => id === workspace)?.guest === true;
  }

  #forgetAll(workspace: WorkspaceId): void {
    const pages = this.#store.of(workspace).map(({ page }) => page);
    this.#indexer.forget(workspace, pages);
    this.#directory.changed(workspace);
  }
}

function withoutComposed(query: string): string {
  const whole = query.replace(composing, '');
  return whole.trim() === '' ? query : whole;
}
