import { useEffect } from 'react';
import { useServices } from '../app/AppContext.ts';
import type { Following } from './Following.ts';

const modifiers = new Set(['Shift', 'Control', 'Alt', 'Meta']);

/** Esc, and anything one does in the page oneself, ends following: writing, scrolling, going away. */
export function useStopFollowing(following: Following | null): void {
  const { route } = useServices();
  useEffect(() => {
    if (following === null) return undefined;
    const stop = (): void => following.follow(null);
    const inPage = (event: Event): void => {
      if (following.state.getState().followed === null) return;
      if (event.target instanceof Element && event.target.closest('main#page') !== null) stop();
    };
    const onKey = (event: KeyboardEvent): void => {
      if (modifiers.has(event.key)) return;
      if (event.key === 'Escape') stop();
      else inPage(event);
    };
    const stopRoute = route.subscribe(({ page }) => {
      const { followedPage } = following;
      if (followedPage !== null && page !== followedPage) stop();
    });
    const passive = { capture: true, passive: true } as const;
    window.addEventListener('keydown', onKey, { capture: true });
    window.addEventListener('wheel', inPage, passive);
    window.addEventListener('touchmove', inPage, passive);
    window.addEventListener('beforeinput', inPage, passive);
    return () => {
      stopRoute();
      window.removeEventListener('keydown', onKey, { capture: true });
      window.removeEventListener('wheel', inPage, passive);
      window.removeEventListener('touchmove', inPage, passive);
      window.removeEventListener('beforeinput', inPage, passive);
    };
  }, [following, route]);
}
