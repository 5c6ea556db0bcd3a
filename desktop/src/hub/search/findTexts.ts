import type { SearchHit, WorkspaceId } from '@confab/shared-types';
import { excerptAround } from './excerpt.ts';
import { findWords, originalRanges } from './findWords.ts';
import type { FoundWords } from './findWords.ts';
import { FoldedText } from './FoldedText.ts';
import type { ListedPage, PageDirectory } from './PageDirectory.ts';
import type { SearchStore, StoredText } from './SearchStore.ts';
import { queryTerms } from './searchTerms.ts';

export interface TextQuery {
  readonly store: SearchStore;
  readonly directory: PageDirectory;
  readonly workspaces: ReadonlySet<WorkspaceId>;
  /** Folded; all of them must be in a text. */
  readonly words: readonly string[];
  readonly limit: number;
}

/** So that a page which says a word on every line does not hide all others. */
const mostOfOnePage = 3;
/** Candidates are read in portions, and no more than this: a query answers in its time. */
const portion = 64;
const mostCandidates = 1_024;

interface Found {
  readonly place: ListedPage;
  readonly text: StoredText;
  readonly folded: FoldedText;
  readonly words: FoundWords;
}

/** Blocks, comments, files and spoken lines that hold all words: whole words first, then the latest edited. */
export function findTexts(query: TextQuery): SearchHit[] {
  const terms = queryTerms(query.words);
  if (terms === null) return [];
  const found: Found[] = [];
  const countOf = new Map<ListedPage, number>();
  let before = Number.MAX_SAFE_INTEGER;
  for (let read = 0; read < mostCandidates; read += portion) {
    const candidates = query.store.match(terms, before, portion);
    for (const text of candidates) {
      const place = placeOf(query, text);
      const count = place === null ? 0 : (countOf.get(place) ?? 0);
      if (place === null || count >= mostOfOnePage) continue;
      const folded = new FoldedText(text.text);
      const words = findWords(folded.text, query.words);
      if (words === null) continue;
      found.push({ place, text, folded, words });
      countOf.set(place, count + 1);
    }
    before = candidates.at(-1)?.id ?? 0;
    if (candidates.length < portion || found.length >= query.limit) break;
  }
  return found
    .sort((one, other) => Number(other.words.atBeginnings) - Number(one.words.atBeginnings))
    .slice(0, query.limit)
    .flatMap((each) => describe(query, each) ?? []);
}

/** The page a text is on; null when it is none that search may lead to. */
function placeOf({ store, directory, workspaces }: TextQuery, text: StoredText): ListedPage | null {
  const indexed = store.byId(text.page);
  if (indexed === null || !workspaces.has(indexed.workspace)) return null;
  return directory.pages(indexed.workspace).get(indexed.page) ?? null;
}

function describe(
  { directory, store }: TextQuery,
  { place, text, folded, words }: Found,
): SearchHit | null {
  const { workspace, page, title, icon } = place;
  const where = { workspace, page, pageTitle: title, path: directory.path(place), icon };
  const ranges = originalRanges(folded, words);
  switch (text.kind) {
    case 'file':
      return {
        ...where,
        kind: 'file',
        block: text.place,
        hash: text.hash,
        name: text.text,
        ranges,
      };
    case 'block':
      return { ...where, kind: 'block', block: text.place, ...excerptAround(text.text, ranges) };
    case 'comment':
      return { ...where, kind: 'comment', thread: text.place, ...excerptAround(text.text, ranges) };
    case 'transcript': {
      const call = store.byId(text.page)?.call ?? null;
      if (call === null) return null;
      const excerpt = excerptAround(text.text, ranges);
      return { ...where, kind: 'transcript', call, utterance: text.place, ...excerpt };
    }
  }
}
