import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { PageId } from '@confab/shared-types';
import type { TreeRow } from '../documents/pageTree.ts';
import { draggedPage } from './useRowDrag.ts';

const rowHeight = 31;

export interface TreeRows {
  readonly virtual: Virtualizer<HTMLElement, Element>;
  /** How far down the scrolled area the tree begins, in pixels. */
  readonly margin: number;
  /** Brings a row into sight and gives it the focus. */
  readonly focusRow: (page: PageId) => void;
}

/**
 * Draws the rows of the tree that are in sight alone, within an area that has more above them. The
 * row `kept` is drawn always: it holds the focus or is being dragged.
 */
export function useTreeRows(given: {
  readonly rows: readonly TreeRow[];
  readonly kept: number;
  readonly list: RefObject<HTMLElement | null>;
  readonly scroller: RefObject<HTMLElement | null>;
}): TreeRows {
  const { rows, kept, list, scroller } = given;
  const [margin, setMargin] = useState(0);
  const wanted = useRef<PageId | null>(null);
  const virtual = useVirtualizer<HTMLElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.node.id ?? index,
    scrollMargin: margin,
    overscan: 8,
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), kept])]
        .filter((index) => index < rows.length)
        .sort((one, other) => one - other),
  });
  useLayoutEffect(() => {
    // What stands above the tree grows and shrinks with favourites and shared pages.
    setMargin(list.current?.offsetTop ?? 0);
  });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    return autoScrollForElements({
      element,
      canScroll: ({ source }) => draggedPage(source.data) !== null,
    });
  }, [scroller]);
  useEffect(() => {
    const row = list.current?.querySelector<HTMLElement>(`[data-page="${wanted.current ?? ''}"]`);
    if (row == null) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });
  return {
    virtual,
    margin,
    focusRow: (page) => {
      wanted.current = page;
      const index = rows.findIndex(({ node }) => node.id === page);
      if (index >= 0) virtual.scrollToIndex(index);
    },
  };
}
