import type { SearchHit, WorkspaceId } from '@confab/shared-types';
import { findWords, originalRanges } from './findWords.ts';
import { FoldedText } from './FoldedText.ts';
import type { ListedPage, PageDirectory } from './PageDirectory.ts';
import type { SearchStore } from './SearchStore.ts';

export interface TitleQuery {
  readonly directory: PageDirectory;
  readonly store: SearchStore;
  readonly workspaces: readonly WorkspaceId[];
  /** Folded; all of them must be in a title. */
  readonly words: readonly string[];
  readonly limit: number;
}

/** How well a title fits, best first: it is the query, begins with it, has its words, parts of them. */
const ranks = ['exact', 'prefix', 'words', 'parts'] as const;
type Rank = (typeof ranks)[number];

/** Pages whose titles hold all words: the best first, then the latest edited. */
export function findTitles({
  directory,
  store,
  workspaces,
  words,
  limit,
}: TitleQuery): SearchHit[] {
  const found: Record<Rank, ListedPage[]> = { exact: [], prefix: [], words: [], parts: [] };
  for (const workspace of workspaces) {
    for (const page of directory.pages(workspace).values()) {
      const rank = rankOf(page.words, words);
      if (rank !== null) found[rank].push(page);
    }
  }
  const best: ListedPage[] = [];
  for (const rank of ranks) {
    if (best.length < limit) best.push(...latestFirst(store, found[rank]));
  }
  return best.slice(0, limit).map((page) => pageHit(directory, page, words));
}

function latestFirst(store: SearchStore, pages: readonly ListedPage[]): ListedPage[] {
  return pages
    .map((listed) => ({ listed, at: store.find(listed.workspace, listed.page)?.editedAt ?? 0 }))
    .sort((one, other) => other.at - one.at)
    .map(({ listed }) => listed);
}

function rankOf(title: string, words: readonly string[]): Rank | null {
  for (const word of words) if (!title.includes(word)) return null;
  const query = words.join(' ');
  if (title === query) return 'exact';
  if (title.startsWith(query)) return 'prefix';
  return findWords(title, words)?.atBeginnings === true ? 'words' : 'parts';
}

function pageHit(directory: PageDirectory, page: ListedPage, words: readonly string[]): SearchHit {
  const folded = new FoldedText(page.title);
  const found = findWords(folded.text, words);
  return {
    kind: 'page',
    workspace: page.workspace,
    page: page.page,
    pageTitle: page.title,
    path: directory.path(page),
    icon: page.icon,
    ranges: found === null ? [] : originalRanges(folded, found),
  };
}
