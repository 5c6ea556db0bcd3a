import { useEffect } from 'react';
import { useRoute } from '../app/AppContext.ts';
import type { Following } from './Following.ts';
import { seenIn } from './viewport.ts';

const scrollPauseMs = 120;

/** Tells the others which page this window shows, and while somebody follows also which part of it. */
export function useToldPlace(following: Following | null): void {
  const page = useRoute((route) => route.page);
  useEffect(() => {
    if (following === null) return undefined;
    following.moved({ page, block: null, shift: 0 });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (): void => {
      timer = undefined;
      const main = document.querySelector<HTMLElement>('main#page');
      if (main !== null && following.isFollowed) following.moved({ page, ...seenIn(main) });
    };
    const soon = (): void => {
      timer ??= setTimeout(tell, scrollPauseMs);
    };
    // Scrolling does not bubble, but it is captured.
    document.addEventListener('scroll', soon, { capture: true, passive: true });
    let followed = following.isFollowed;
    const stop = following.state.subscribe(() => {
      if (!followed && following.isFollowed) soon();
      followed = following.isFollowed;
    });
    return () => {
      clearTimeout(timer);
      stop();
      document.removeEventListener('scroll', soon, { capture: true });
    };
  }, [following, page]);
}
