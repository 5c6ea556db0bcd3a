import { useEffect } from 'react';
import { useRoute } from '../app/AppContext.ts';
import { focusBlock } from '../editor/focusBlock.ts';

/** Brings the block that the address names into sight, as soon as its page is drawn. */
export function usePointedBlock(): void {
  const place = useRoute((route) => route);
  const { block } = place;
  useEffect(() => {
    const main = document.getElementById('page');
    if (block === null || main === null) return;
    const look = (): boolean => {
      const editor = main.querySelector<HTMLDivElement>('.bn-editor');
      return editor !== null && focusBlock({ domElement: editor }, block);
    };
    if (look()) return;
    const observer = new MutationObserver(() => {
      if (look()) observer.disconnect();
    });
    observer.observe(main, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [block, place]);
}
