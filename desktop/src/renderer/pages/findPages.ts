import type { PageEntry, PageId } from '@confab/shared-types';
import { buildPageTree } from '../documents/pageTree.ts';
import type { PageEntries, PageNode } from '../documents/pageTree.ts';

export interface FoundPage {
  readonly id: PageId;
  readonly entry: PageEntry;
  /** Titles above the page, from the root. */
  readonly path: readonly string[];
}

const mostShown = 50;

/**
 * Pages whose title holds every word of the query, titles that begin with it first, then in the
 * tree's order. An empty query finds all. Case and Unicode form do not matter.
 */
export function findPages(entries: PageEntries, query: string, language: string): FoundPage[] {
  const fold = (text: string): string => text.normalize('NFC').toLocaleLowerCase(language);
  const wanted = fold(query.trim());
  const words = wanted.split(/\s+/u);
  const found: FoundPage[] = [];
  const visit = (nodes: readonly PageNode[], path: readonly string[]): void => {
    for (const { id, entry, children } of nodes) {
      const title = fold(entry.title);
      if (words.every((word) => title.includes(word))) found.push({ id, entry, path });
      visit(children, [...path, entry.title]);
    }
  };
  visit(buildPageTree(entries), []);
  const begins = ({ entry }: FoundPage): number => (fold(entry.title).startsWith(wanted) ? 0 : 1);
  return found.sort((one, other) => begins(one) - begins(other)).slice(0, mostShown);
}
