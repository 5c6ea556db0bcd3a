import { useEffect } from 'react';
import type { RefObject } from 'react';
import { useLayout, useServices } from '../app/AppContext.ts';
import type { TranscriptGridHandle } from './lines/TranscriptGrid.tsx';

/** Goes to the line that a link or a search asked for, as soon as it is among the lines. */
export function useLineToShow(grid: RefObject<TranscriptGridHandle | null>, lines: unknown): void {
  const { layout } = useServices();
  const utterance = useLayout((state) => state.utterance);
  useEffect(() => {
    if (utterance === null) return;
    const show = (): void => {
      if (grid.current?.showLine(utterance) === true) layout.setState({ utterance: null });
    };
    // A dialog that asked for it gives the focus back in the first frame after it has gone.
    let frame = requestAnimationFrame(() => (frame = requestAnimationFrame(show)));
    return () => cancelAnimationFrame(frame);
  }, [grid, layout, lines, utterance]);
}
