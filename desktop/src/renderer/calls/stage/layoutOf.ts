import { arrangeTiles } from './arrangeTiles.ts';
import { extent, fit, gap, gridCells, gridOf, pageCapacity, widest } from './gridOf.ts';
import type { Rect } from './gridOf.ts';
import type { StageChoice } from './stageStore.ts';
import { isRingTile } from './tileIds.ts';

export interface ScreenTile {
  readonly id: string;
  /** Width by height of its picture; null: not known yet. */
  readonly ratio: number | null;
  /** Shared by this person: never large, it would show itself. */
  readonly own: boolean;
}

export interface LayoutInput {
  readonly size: 'dock' | 'stage' | 'mini';
  readonly choice: StageChoice;
  /** Of the area, px. */
  readonly width: number;
  readonly height: number;
  /** Everybody else and who is being called, in order of coming. */
  readonly others: readonly string[];
  /** Null: hidden, or not in the call yet. */
  readonly own: string | null;
  /** Newest first. */
  readonly screens: readonly ScreenTile[];
  readonly pinned: string | null;
  readonly speaker: string | null;
  /** Who spoke, last first. */
  readonly recent: readonly string[];
  readonly page: number;
}

export interface PlacedTile extends Rect {
  readonly id: string;
  /** `main` stays while the rest scrolls; `corner` lies over it. */
  readonly part: 'main' | 'tile' | 'corner';
}

export interface StageLayout {
  readonly tiles: readonly PlacedTile[];
  readonly pages: number;
  /** The one that is shown, from 0. */
  readonly page: number;
  /** Of what there is, px: larger than the area where it scrolls. */
  readonly contentWidth: number;
  readonly contentHeight: number;
  /** How much of the area's top the main tile covers for what scrolls below it, px. */
  readonly covered: number;
}

const dockTileHeight = 90;
/** Nobody looks at themselves that large. */
const aloneWidth = 640;
const cornerMargin = 12;
const stripTile = { least: 112, roomy: 152, roomyFrom: 560, greatest: 320, below: 136 };

/** Where every picture of a call goes. Own pictures are never the large one beside others. */
export function layoutOf(input: LayoutInput): StageLayout {
  const { size, width, height } = input;
  if (width <= 0 || height <= 0) return whole(input, []);
  if (size === 'dock') return dockOf(input);
  const main = mainOf(input);
  if (main === null) return size === 'mini' ? aloneOf(input) : pagesOf(input);
  const rest = allBut(input, main);
  const area = { x: 0, y: 0, width, height };
  if (size === 'mini' || rest.count === 0) {
    return whole(input, [{ ...fitMain(input, main, area), id: main, part: 'main' }]);
  }
  if (rest.count === 1 && rest.own !== null && !isScreen(input, main)) {
    return cornerOf(input, main, rest.own);
  }
  return width < height * 1.1 ? stackedOf(input, main, rest) : besideOf(input, main, rest);
}

/** Who is large: whom the person pinned, else a screen, else who speaks, as the choice says. */
function mainOf(input: LayoutInput): string | null {
  const { size, choice, others, own, screens, pinned, speaker, recent } = input;
  const foreign = screens.filter((screen) => !screen.own).map(({ id }) => id);
  const available = new Set([...foreign, ...others]);
  if (pinned !== null && available.has(pinned)) return pinned;
  if (choice === 'grid' && size === 'stage') return null;
  const spoke = [speaker, ...recent].find((id) => id !== null && available.has(id));
  // Who is being called is not there yet.
  const people = others.filter((id) => !isRingTile(id));
  const loudest = spoke ?? people[0] ?? null;
  if (foreign[0] !== undefined) return foreign[0];
  if (choice === 'speaker' || size === 'mini') return loudest;
  const two = others.length === 1 && people.length === 1 && own !== null && screens.length === 0;
  return two ? loudest : null;
}

interface Rest {
  readonly tiles: readonly string[];
  readonly own: string | null;
  readonly count: number;
}

/** Screens that may be chosen come first, the own ones last. */
function allBut({ others, own, screens }: LayoutInput, main: string | null): Rest {
  const shared = (mine: boolean): string[] =>
    screens.filter((screen) => screen.own === mine).map(({ id }) => id);
  const tiles = [...shared(false), ...others, ...shared(true)].filter((id) => id !== main);
  return { tiles, own, count: tiles.length + (own === null ? 0 : 1) };
}

function isScreen({ screens }: LayoutInput, id: string): boolean {
  return screens.some((screen) => screen.id === id);
}

/** A screen is shown whole, a camera may be cut a little. */
function fitMain({ screens, size }: LayoutInput, main: string, area: Rect): Rect {
  const screen = screens.find(({ id }) => id === main);
  const ratio = screen?.ratio ?? widest;
  if (size === 'mini') return area;
  return screen === undefined ? fit(area, 3 / 4, widest) : fit(area, ratio, ratio);
}

function whole(input: LayoutInput, tiles: readonly PlacedTile[]): StageLayout {
  const { width, height } = input;
  return { tiles, pages: 1, page: 0, contentWidth: width, contentHeight: height, covered: 0 };
}

function aloneOf(input: LayoutInput): StageLayout {
  const { own, width, height } = input;
  const area = { x: 0, y: 0, width, height };
  return whole(input, own === null ? [] : [{ ...area, id: own, part: 'main' }]);
}

function dockOf(input: LayoutInput): StageLayout {
  const { width, height, pinned, recent } = input;
  const tileHeight = Math.min(dockTileHeight, height);
  const tileWidth = Math.round(tileHeight * widest);
  const { tiles, own } = allBut(input, null);
  const front = tiles.filter((id) => id === pinned);
  const capacity = Math.floor((width + gap) / (tileWidth + gap));
  const { first, rest } = arrangeTiles(
    [...front, ...tiles.filter((id) => id !== pinned)],
    own,
    Math.max(1, capacity),
    recent,
  );
  const ids = [...first, ...rest];
  return {
    ...whole(
      input,
      ids.map((id, index) => ({
        id,
        part: 'tile',
        x: index * (tileWidth + gap),
        y: 0,
        width: tileWidth,
        height: tileHeight,
      })),
    ),
    contentWidth: extent(ids.length, tileWidth),
    contentHeight: tileHeight,
  };
}

function pagesOf(input: LayoutInput): StageLayout {
  const { width, height, recent } = input;
  const { tiles, own, count } = allBut(input, null);
  if (count === 0) return whole(input, []);
  if (count === 1 && own !== null) {
    const area = { x: (width - Math.min(width, aloneWidth)) / 2, y: 0, height };
    const place = fit({ ...area, width: Math.min(width, aloneWidth) }, widest, widest);
    return whole(input, [{ ...place, id: own, part: 'tile' }]);
  }
  const capacity = pageCapacity(count, width, height);
  const { first, rest } = arrangeTiles(tiles, own, capacity, recent);
  const pages = 1 + Math.ceil(rest.length / capacity);
  const page = Math.min(input.page, pages - 1);
  const start = (page - 1) * capacity;
  const ids = page === 0 ? first : rest.slice(start, start + capacity);
  const area = { x: 0, y: 0, width, height };
  // As large as on a full page, so that nothing jumps from one page to the next.
  const grid = gridOf(pages > 1 ? capacity : ids.length, area.width, height);
  const cells = gridCells(ids.length, grid, area);
  return { ...whole(input, place(ids, cells)), pages, page };
}

function cornerOf(input: LayoutInput, main: string, own: string): StageLayout {
  const { width, height } = input;
  const large = fitMain(input, main, { x: 0, y: 0, width, height });
  const small = Math.round(Math.min(208, Math.max(112, large.width * 0.2)));
  return whole(input, [
    { ...large, id: main, part: 'main' },
    {
      id: own,
      part: 'corner',
      x: large.x + large.width - small - cornerMargin,
      y: large.y + cornerMargin,
      width: small,
      height: Math.round(small / widest),
    },
  ]);
}

/** The large one on the left, all others in a column that scrolls. */
function besideOf(input: LayoutInput, main: string, rest: Rest): StageLayout {
  const { width, height, recent } = input;
  const least = width < stripTile.roomyFrom ? stripTile.least : stripTile.roomy;
  const narrow = Math.max(least, Math.round(width * 0.16));
  // What the large one cannot use by its shape is the column's.
  const widestMain = fitMain(input, main, { x: 0, y: 0, width: width - narrow - gap, height });
  const free = width - widestMain.width - gap;
  const tileWidth = Math.min(Math.max(narrow, free), Math.max(narrow, stripTile.greatest));
  const tileHeight = Math.round(tileWidth / widest);
  const large = fitMain(input, main, { x: 0, y: 0, width: width - tileWidth - gap, height });
  const left = Math.floor((width - large.width - gap - tileWidth) / 2);
  const capacity = Math.max(1, Math.floor((height + gap) / (tileHeight + gap)));
  const { first, rest: further } = arrangeTiles(rest.tiles, rest.own, capacity, recent);
  const ids = [...first, ...further];
  const length = extent(ids.length, tileHeight);
  const top = Math.max(0, Math.floor((height - length) / 2));
  const cells = ids.map((_, index) => ({
    x: left + large.width + gap,
    y: top + index * (tileHeight + gap),
    width: tileWidth,
    height: tileHeight,
  }));
  return {
    ...whole(input, [{ ...large, x: left, id: main, part: 'main' }, ...place(ids, cells)]),
    contentHeight: Math.max(height, length),
  };
}

/** In a narrow, tall area: the large one on top over the full width, all others scroll below it. */
function stackedOf(input: LayoutInput, main: string, rest: Rest): StageLayout {
  const { width, height, recent } = input;
  const large = fitMain(input, main, { x: 0, y: 0, width, height: Math.floor(height * 0.6) });
  const below = height - large.height - gap;
  const roomy = gridOf(rest.count, width, below);
  if (roomy.tileWidth >= stripTile.below) {
    const used = extent(Math.ceil(rest.count / roomy.columns), roomy.tileHeight);
    const top = Math.floor((below - used) / 2);
    const { first } = arrangeTiles(rest.tiles, rest.own, rest.count, recent);
    const area = { x: 0, y: top + large.height + gap, width, height: used };
    const cells = gridCells(first.length, roomy, area);
    const tiles: PlacedTile[] = [{ ...large, y: top, id: main, part: 'main' }];
    return whole(input, [...tiles, ...place(first, cells)]);
  }
  const columns = Math.max(2, Math.floor((width + gap) / (stripTile.below + gap)));
  const tileWidth = Math.floor((width - gap * (columns - 1)) / columns);
  const tileHeight = Math.round(tileWidth / widest);
  const capacity = columns * Math.max(1, Math.floor((below + gap) / (tileHeight + gap)));
  const { first, rest: further } = arrangeTiles(rest.tiles, rest.own, capacity, recent);
  const ids = [...first, ...further];
  const length = extent(Math.ceil(ids.length / columns), tileHeight);
  const area = { x: 0, y: large.height + gap, width, height: length };
  const cells = gridCells(ids.length, { columns, tileWidth, tileHeight }, area);
  return {
    ...whole(input, [{ ...large, y: 0, id: main, part: 'main' }, ...place(ids, cells)]),
    contentHeight: large.height + gap + length,
    covered: large.height + gap,
  };
}

function place(ids: readonly string[], cells: readonly Rect[]): readonly PlacedTile[] {
  return ids.flatMap((id, index) => {
    const cell = cells[index];
    return cell === undefined ? [] : [{ ...cell, id, part: 'tile' as const }];
  });
}
