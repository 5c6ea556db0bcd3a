import { useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** So near to the end, in pixels, one is at the end. */
const nearEnd = 40;

export interface FollowedEnd {
  /** The last thing there was when one went away from the end; null: one is there. */
  readonly leftAt: string | null;
  readonly onScroll: () => void;
  readonly toEnd: () => void;
}

/**
 * Keeps a scroller at its end while things are added, unless one has scrolled away from it or is
 * writing in it. `last` names the last thing.
 */
export function useFollowEnd(
  scroller: RefObject<HTMLElement | null>,
  last: string | undefined,
): FollowedEnd {
  const [leftAt, setLeftAt] = useState<string | null>(null);
  const following = leftAt === null;
  useEffect(() => {
    const element = scroller.current;
    if (element === null || !following) return;
    const stay = (): void => {
      const { activeElement } = document;
      const writing =
        activeElement instanceof HTMLTextAreaElement && element.contains(activeElement);
      if (!writing) element.scrollTop = element.scrollHeight;
    };
    stay();
    const observer = new ResizeObserver(stay);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [following, scroller]);
  return {
    leftAt,
    onScroll: () => {
      const element = scroller.current;
      if (element === null) return;
      const { scrollTop, scrollHeight, clientHeight } = element;
      const atEnd = scrollHeight - scrollTop - clientHeight < nearEnd;
      setLeftAt((before) => (atEnd ? null : (before ?? last ?? null)));
    },
    toEnd: () => {
      const element = scroller.current;
      if (element !== null) element.scrollTop = element.scrollHeight;
      setLeftAt(null);
    },
  };
}
