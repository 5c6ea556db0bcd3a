import type { WorkspaceId } from '@confab/shared-types';
import { goTo } from '../app/route.ts';
import type { RouteStore } from '../app/route.ts';
import type { Place } from './readPresence.ts';
import { showSeen } from './viewport.ts';

/** How long a page may take to open before its place in it is given up. */
const patienceMs = 4000;

/** Goes to places of a workspace: to the page, and in it to the block once that is drawn. */
export function createGuide(route: RouteStore, workspace: WorkspaceId): (place: Place) => void {
  let asked = 0;
  return (place) => {
    const { page } = route.getState();
    if (place.page !== null && place.page !== page) goTo(route, { workspace, page: place.page });
    const ask = ++asked;
    const began = performance.now();
    const attempt = (): void => {
      const main = document.querySelector<HTMLElement>('main#page');
      // A later place has taken over, or this one is reached.
      if (ask !== asked || main === null || showSeen(main, place)) return;
      if (performance.now() - began < patienceMs) requestAnimationFrame(attempt);
    };
    attempt();
  };
}
