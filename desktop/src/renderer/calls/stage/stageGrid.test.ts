import { describe, expect, it } from 'vitest';
import { stageGrid } from './stageGrid.ts';

describe('stageGrid', () => {
  it('fills a wide area with one tile by its height', () => {
    expect(stageGrid(1, 1600, 450, 8)).toEqual({ columns: 1, tileWidth: 800 });
  });

  it('puts tiles side by side in a wide area and above each other in a tall one', () => {
    expect(stageGrid(2, 1200, 500, 8).columns).toBe(2);
    expect(stageGrid(2, 400, 900, 8).columns).toBe(1);
    expect(stageGrid(3, 400, 1200, 8).columns).toBe(1);
    expect(stageGrid(4, 1200, 700, 8).columns).toBe(2);
    expect(stageGrid(25, 1440, 810, 8).columns).toBe(5);
  });

  it('never lets tiles overflow the area', () => {
    for (const count of [1, 2, 3, 5, 7, 12, 25]) {
      const { columns, tileWidth } = stageGrid(count, 1013, 641, 8);
      const rows = Math.ceil(count / columns);
      expect(columns * tileWidth + (columns - 1) * 8).toBeLessThanOrEqual(1013);
      expect((rows * tileWidth * 9) / 16 + (rows - 1) * 8).toBeLessThanOrEqual(641);
    }
  });

  it('has no size where there is no room', () => {
    expect(stageGrid(3, 0, 0, 8).tileWidth).toBe(0);
  });
});
