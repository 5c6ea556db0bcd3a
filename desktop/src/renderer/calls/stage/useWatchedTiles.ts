import { useEffect } from 'react';
import type { RefObject } from 'react';
import type { StageLayout } from './layoutOf.ts';
import type { Look, WatchedVideo } from './WatchedVideo.ts';

/**
 * Says which tiles of a layout are on the screen and how wide, also while they scroll. `list` holds
 * the tiles, each with its id in `data-tile`, and scrolls in its parent.
 */
export function useWatchedTiles(
  watched: WatchedVideo,
  list: RefObject<HTMLElement | null>,
  layout: StageLayout,
): void {
  useEffect(() => {
    const area = list.current?.parentElement ?? null;
    if (area === null) return;
    const inView = new Set(
      layout.tiles.filter((tile) => tile.part !== 'tile' || !scrolls(layout, area)).map(idOf),
    );
    const tell = (): void => {
      const looks = layout.tiles
        .filter(({ id }) => inView.has(id))
        .map(({ id, width, part }): [string, Look] => [
          id,
          { width: Math.round(width * window.devicePixelRatio), main: part === 'main' },
        ]);
      watched.setLooks('window', new Map(looks));
    };
    if (!scrolls(layout, area)) return tell();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const id = (target as HTMLElement).dataset['tile'] ?? '';
          if (isIntersecting) inView.add(id);
          else inView.delete(id);
        }
        tell();
      },
      // What has scrolled below the large tile is not seen.
      { root: area, rootMargin: `${-layout.covered}px 0px 0px 0px` },
    );
    const scrolling = new Set(layout.tiles.filter(({ part }) => part === 'tile').map(idOf));
    for (const tile of list.current?.querySelectorAll<HTMLElement>('[data-tile]') ?? []) {
      if (scrolling.has(tile.dataset['tile'] ?? '')) observer.observe(tile);
    }
    return () => observer.disconnect();
  }, [watched, list, layout]);
}

function scrolls({ contentWidth, contentHeight }: StageLayout, area: HTMLElement): boolean {
  return contentWidth > area.clientWidth + 1 || contentHeight > area.clientHeight + 1;
}

function idOf({ id }: { readonly id: string }): string {
  return id;
}
