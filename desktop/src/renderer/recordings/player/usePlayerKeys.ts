import { useEffect } from 'react';
import { isTypingIn } from '../../calls/controls/callShortcuts.ts';
import type { Playback } from './Playback.ts';

/** `K` plays and pauses anywhere but where is written; there it is Ctrl+Space. */
export function usePlayerKeys(playback: Playback): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || !isPlayKey(event)) return;
      event.preventDefault();
      playback.toggle();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [playback]);
}

function isPlayKey(event: KeyboardEvent): boolean {
  if (event.altKey || event.metaKey || event.shiftKey) return false;
  if (event.ctrlKey) return event.code === 'Space';
  return event.code === 'KeyK' && !isTypingIn(event.target);
}
