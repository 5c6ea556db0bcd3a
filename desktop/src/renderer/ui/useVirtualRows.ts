import { useVirtualizer } from '@tanstack/react-virtual';
import type { Virtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

/** Draws of a long list the rows in sight alone. Heights are in pixels. */
export function useVirtualRows(given: {
  readonly count: number;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly height: (index: number) => number;
  /** What stays the same for a row when others come before it. */
  readonly key?: (index: number) => string;
}): Virtualizer<HTMLElement, Element> {
  const { count, scroller, height, key } = given;
  return useVirtualizer<HTMLElement, Element>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: height,
    overscan: 6,
    ...(key === undefined ? {} : { getItemKey: key }),
  });
}
