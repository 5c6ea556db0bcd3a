import type { LayoutStore } from '../../app/layoutStore.ts';

/**
 * The whole document, so that menus, dialogs and toasts are seen over the call; `Frame` leaves out
 * what is not the call while it lasts. Rejects with the browser's refusal.
 */
export async function toggleFullscreen(layout: LayoutStore): Promise<void> {
  if (document.fullscreenElement !== null) return document.exitFullscreen();
  await document.documentElement.requestFullscreen();
  layout.setState({ callSize: 'stage' });
}

/** Leaves the full screen of {@link toggleFullscreen}; nothing where there is none. */
export function leaveFullscreen(onProblem: (problem: unknown) => void): void {
  if (document.fullscreenElement === document.documentElement) {
    document.exitFullscreen().catch(onProblem);
  }
}
