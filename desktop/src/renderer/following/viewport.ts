import type { Place } from './readPresence.ts';

type Seen = Omit<Place, 'page'>;

/** Which block is at the top of a scrolled page. */
export function seenIn(main: HTMLElement): Seen {
  const { left, top, width } = main.getBoundingClientRect();
  // Asked of the browser: looking through thousands of blocks at each step would be felt.
  for (const below of [12, 48, 96]) {
    const element = document.elementFromPoint(left + width / 2, top + below);
    const block = element?.closest<HTMLElement>('.bn-block-outer[data-id]') ?? null;
    if (block !== null && main.contains(block)) {
      const shift = block.getBoundingClientRect().top - top;
      return { block: block.dataset['id'] ?? null, shift };
    }
  }
  return { block: null, shift: -main.scrollTop };
}

/** Scrolls so that the same is at the top; false: the block is not here (yet). */
export function showSeen(main: HTMLElement, { block, shift }: Seen): boolean {
  if (block === null) {
    main.scrollTo({ top: -shift, behavior: 'smooth' });
    return true;
  }
  const element = main.querySelector(`.bn-block-outer[data-id="${CSS.escape(block)}"]`);
  if (element === null) return false;
  const by = element.getBoundingClientRect().top - main.getBoundingClientRect().top - shift;
  if (Math.abs(by) > 1) main.scrollBy({ top: by, behavior: 'smooth' });
  return true;
}
