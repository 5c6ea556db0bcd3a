import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useServices } from './AppContext.ts';

/** From this width (px) of the main area on a page stands beside a call on the stage. */
const roomFrom = 800;

/** Keeps the layout informed of whether the element is wide enough for a call and a page. */
export function usePageRoom(): RefObject<HTMLDivElement | null> {
  const { layout } = useServices();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      const stagePageRoom = element.clientWidth >= roomFrom;
      if (layout.getState().stagePageRoom !== stagePageRoom) layout.setState({ stagePageRoom });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [layout]);
  return ref;
}
