export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Grid {
  readonly columns: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
}

/** Between tiles, px. */
export const gap = 8;
/** Cameras are drawn between these shapes: more would cut off too much of a 16:9 picture. */
export const widest = 16 / 9;
const squarest = { wide: 4 / 3, tall: 1 };

/** From how many tiles on a page only grows while each is at least `roomyWidth` wide, and its end. */
const comfortable = 25;
const most = 49;
const leastWidth = 132;
const roomyWidth = 224;

/**
 * The number of columns that makes `count` tiles largest in an area, and their size, px. Tiles are
 * 16:9, or up to 4:3 (in a tall area square) where that fills the area better.
 */
export function gridOf(count: number, width: number, height: number): Grid {
  const least = height > width ? squarest.tall : squarest.wide;
  let best: Grid = { columns: 1, tileWidth: 0, tileHeight: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.ceil(count / columns);
    const cellWidth = (width - gap * (columns - 1)) / columns;
    const cellHeight = (height - gap * (rows - 1)) / rows;
    const tileWidth = Math.floor(Math.max(0, Math.min(cellWidth, cellHeight * widest)));
    const tileHeight = Math.floor(Math.max(0, Math.min(cellHeight, tileWidth / least)));
    if (tileWidth * tileHeight > best.tileWidth * best.tileHeight) {
      best = { columns, tileWidth, tileHeight };
    }
  }
  return best;
}

/** How many of `count` tiles one page of a grid shows: as many as stay large enough to know a face. */
export function pageCapacity(count: number, width: number, height: number): number {
  for (let size = Math.min(count, most); size > 1; size--) {
    const { tileWidth } = gridOf(size, width, height);
    if (tileWidth >= (size > comfortable ? roomyWidth : leastWidth)) return size;
  }
  return 1;
}

/** Where each of `count` tiles goes, the block and its last row in the middle of the area. */
export function gridCells(count: number, grid: Grid, area: Rect): readonly Rect[] {
  const { columns, tileWidth, tileHeight } = grid;
  const rows = Math.ceil(count / columns);
  const top = area.y + Math.floor((area.height - extent(rows, tileHeight)) / 2);
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const left = area.x + Math.floor((area.width - extent(inRow, tileWidth)) / 2);
    return {
      x: left + (index % columns) * (tileWidth + gap),
      y: top + row * (tileHeight + gap),
      width: tileWidth,
      height: tileHeight,
    };
  });
}

/** How long `count` tiles of a length are in a row, px. */
export function extent(count: number, length: number): number {
  return count === 0 ? 0 : count * length + (count - 1) * gap;
}

/** The largest rectangle in the middle of an area whose shape lies between two ratios. */
export function fit(area: Rect, least: number, greatest: number): Rect {
  const ratio = Math.min(greatest, Math.max(least, area.width / Math.max(1, area.height)));
  const width = Math.floor(Math.min(area.width, area.height * ratio));
  const height = Math.floor(Math.min(area.height, width / ratio));
  return {
    x: area.x + Math.floor((area.width - width) / 2),
    y: area.y + Math.floor((area.height - height) / 2),
    width,
    height,
  };
}
