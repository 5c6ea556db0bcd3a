import { parseUtteranceLink } from '@confab/shared-types';
import { useEffect, useState } from 'react';
import type { RefObject } from 'react';

const nothing: ReadonlySet<string> = new Set();

/** The lines that a point of the minutes rests on, while the pointer or the caret is in it. */
export function usePointedLines(below: RefObject<HTMLElement | null>): ReadonlySet<string> {
  const [pointed, setPointed] = useState(nothing);
  useEffect(() => {
    const page = below.current?.closest('article') ?? null;
    if (page === null) return;
    const point = (node: Node | null): void => {
      const lines = linesOf(node, page);
      setPointed((before) => (before.size === 0 && lines.size === 0 ? before : lines));
    };
    const onPointer = ({ target }: Event): void => point(target instanceof Node ? target : null);
    const onSelection = (): void => {
      const node = document.getSelection()?.anchorNode ?? null;
      if (node === null || page.contains(node)) point(node);
    };
    const onLeave = (): void => setPointed(nothing);
    page.addEventListener('pointerover', onPointer);
    page.addEventListener('focusin', onPointer);
    page.addEventListener('pointerleave', onLeave);
    document.addEventListener('selectionchange', onSelection);
    return () => {
      page.removeEventListener('pointerover', onPointer);
      page.removeEventListener('focusin', onPointer);
      page.removeEventListener('pointerleave', onLeave);
      document.removeEventListener('selectionchange', onSelection);
    };
  }, [below]);
  return pointed;
}

/** Lines that the links of a block lead to. */
function linesOf(node: Node | null, page: Element): ReadonlySet<string> {
  const element = node instanceof Element ? node : (node?.parentElement ?? null);
  const block = element?.closest('.bn-block-content') ?? null;
  if (block === null || !page.contains(block)) return nothing;
  const links = [...block.querySelectorAll<HTMLAnchorElement>('a[href]')];
  return new Set(links.flatMap(({ href }) => parseUtteranceLink(href) ?? []));
}
