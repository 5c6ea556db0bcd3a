const ratio = 16 / 9;

export interface StageGrid {
  readonly columns: number;
  readonly tileWidth: number;
}

/**
 * The number of columns that makes `count` tiles of 16:9 largest in an area, and how wide a tile then
 * is, in pixels. The last row may be shorter.
 */
export function stageGrid(count: number, width: number, height: number, gap: number): StageGrid {
  let best: StageGrid = { columns: 1, tileWidth: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.ceil(count / columns);
    const byWidth = (width - gap * (columns - 1)) / columns;
    const byHeight = ((height - gap * (rows - 1)) / rows) * ratio;
    const tileWidth = Math.max(0, Math.floor(Math.min(byWidth, byHeight)));
    if (tileWidth > best.tileWidth) best = { columns, tileWidth };
  }
  return best;
}
