import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import { yTypes } from '@confab/shared-types';
import type { WorkspaceId } from '@confab/shared-types';
import type * as Y from 'yjs';
import { buildPageTree } from './pageTree.ts';
import type { PageEntries, PageNode } from './pageTree.ts';
import { readIndex, rereadIndex } from './readIndex.ts';
import { useDocument } from './useDocument.ts';
import type { OpenDocument } from './useDocument.ts';

/** The pages of the workspace that is shown. */
export interface PageIndex {
  readonly workspace: WorkspaceId;
  readonly index: OpenDocument | null;
  /** Whether pages may be made, renamed and moved here. */
  readonly writable: boolean;
  readonly entries: PageEntries;
  readonly tree: readonly PageNode[];
}

export const PageIndexContext = createContext<PageIndex | null>(null);

export function usePageIndex(): PageIndex {
  const pages = useContext(PageIndexContext);
  if (pages === null) throw new Error('PageIndexContext has no provider above this component');
  return pages;
}

/** Follows the index of a workspace; the value for {@link PageIndexContext}. */
export function useFollowedIndex(workspace: WorkspaceId): PageIndex {
  const index = useDocument(`${workspace}/index`);
  const doc = index?.doc ?? null;
  const source = useMemo(() => entriesSource(doc), [doc]);
  const entries = useSyncExternalStore(source.subscribe, source.snapshot);
  const tree = useMemo(() => buildPageTree(entries), [entries]);
  const writable = index?.access === 'write';
  return useMemo(
    () => ({ workspace, index, writable, entries, tree }),
    [workspace, index, writable, entries, tree],
  );
}

const noEntries: PageEntries = new Map();

function entriesSource(doc: Y.Doc | null) {
  let entries = doc === null ? noEntries : readIndex(doc);
  return {
    snapshot: () => entries,
    subscribe: (changed: () => void) => {
      if (doc === null) return () => undefined;
      const pages = doc.getMap(yTypes.pages);
      const read = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
        entries = rereadIndex(doc, entries, events);
        changed();
      };
      // What came between the first render and this.
      entries = readIndex(doc);
      pages.observeDeep(read);
      return () => pages.unobserveDeep(read);
    },
  };
}
