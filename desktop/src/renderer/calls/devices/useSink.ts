import { useEffect } from 'react';
import type { RefObject } from 'react';
import { useData } from '../../app/AppContext.ts';
import { useDevices } from '../CallsContext.ts';
import { sinkOf } from './sink.ts';

/** The id of the device that plays the others, or rings; empty: the system's choice. */
export function useSinkId(use: 'speaker' | 'ringer'): string {
  const preferences = useData((data) => data.preferences);
  const speakers = useDevices((lists) => lists.speakers);
  return sinkOf(preferences, use, speakers);
}

/** Plays an element on the chosen speaker, and on another one as soon as that is chosen. */
export function useSink(element: RefObject<HTMLMediaElement | null>): void {
  const sink = useSinkId('speaker');
  useEffect(() => {
    const player = element.current;
    if (player === null || player.sinkId === sink) return;
    player.setSinkId(sink).catch((error: unknown) => {
      // It was unplugged just now: the system's choice plays on, and the list is about to say so.
      const name = error instanceof DOMException ? error.name : '';
      if (name !== 'NotFoundError' && name !== 'AbortError') throw error;
    });
  }, [element, sink]);
}
