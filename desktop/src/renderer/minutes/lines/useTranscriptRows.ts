import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { Range } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useState } from 'react';
import type { CSSProperties, RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { TranscriptRow } from './transcriptRows.ts';

/** So many rows are drawn whole; of longer transcripts only what is near the window. */
const wholeUpTo = 100;
const estimatedHeight = 40;

export interface DrawnRow {
  readonly index: number;
  readonly row: TranscriptRow;
  readonly style?: CSSProperties;
}

/**
 * The rows of a transcript that have to be drawn, and those that must not go: what has the focus or
 * is being changed. A page that is printed has all of them.
 */
export function useTranscriptRows(given: {
  readonly rows: readonly TranscriptRow[];
  readonly grid: RefObject<HTMLElement | null>;
  readonly kept: readonly (string | null)[];
}) {
  const { rows, grid, kept } = given;
  const whole = usePrinting() || rows.length <= wholeUpTo;
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const element = grid.current;
    if (whole || element === null) return;
    const found = scrollerOf(element);
    setScroller(found);
    const measure = (): void => {
      const top = element.getBoundingClientRect().top - found.getBoundingClientRect().top;
      setMargin(Math.round(top + found.scrollTop));
    };
    measure();
    // What stands above the lines grows and shrinks: an article that is written.
    const observer = new ResizeObserver(measure);
    for (const child of found.children) observer.observe(child);
    return () => observer.disconnect();
  }, [grid, whole]);
  const virtual = useVirtualizer<HTMLElement, HTMLElement>({
    count: whole ? 0 : rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => estimatedHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 10,
    scrollMargin: margin,
    rangeExtractor: (range: Range) => {
      const held = rows.flatMap(({ id }, index) => (kept.includes(id) ? [index] : []));
      return [...new Set([...defaultRangeExtractor(range), ...held])].toSorted((a, b) => a - b);
    },
  });
  const drawn = whole
    ? rows.map((row, index): DrawnRow => ({ row, index }))
    : virtual.getVirtualItems().flatMap(({ index, start }): DrawnRow[] => {
        const row = rows[index];
        const style = { transform: `translateY(${start - margin}px)` };
        return row === undefined ? [] : [{ row, index, style }];
      });
  return {
    drawn,
    /** Px of all rows, where not all are drawn. */
    height: whole ? null : virtual.getTotalSize(),
    measure: whole ? undefined : virtual.measureElement,
    /** Brings a row into the middle of the window. */
    show: (index: number) => {
      if (whole) elementOf(grid.current, index)?.scrollIntoView({ block: 'center' });
      else virtual.scrollToIndex(index, { align: 'center' });
    },
  };
}

export function elementOf(grid: HTMLElement | null, index: number): HTMLElement | null {
  return grid?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null;
}

function scrollerOf(element: HTMLElement): HTMLElement {
  for (let above = element.parentElement; above !== null; above = above.parentElement) {
    const { overflowY } = getComputedStyle(above);
    if (overflowY === 'auto' || overflowY === 'scroll') return above;
  }
  return document.documentElement;
}

function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    // The page is taken as it is when the event ends.
    const begin = (): void => flushSync(() => setPrinting(true));
    const end = (): void => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}
