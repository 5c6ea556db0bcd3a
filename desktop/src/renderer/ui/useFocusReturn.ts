import { useEffect, useState } from 'react';

/**
 * Gives the focus back, when this unmounts, to what had it before; when that is gone, to the page,
 * so that the keyboard never starts over at the top.
 */
export function useFocusReturn(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const target = before instanceof HTMLElement && before.isConnected ? before : null;
      const fallback = document.getElementById('page');
      // After the focus trap of what is closing has let go.
      requestAnimationFrame(() => (target ?? fallback)?.focus({ preventScroll: true }));
    },
    [before],
  );
}
