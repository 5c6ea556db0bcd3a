import { describe, expect, it } from 'vitest';
import { layoutOf } from './layoutOf.ts';
import type { LayoutInput, PlacedTile, StageLayout } from './layoutOf.ts';

const wide = { width: 1150, height: 760 };
const tall = { width: 456, height: 700 };

/** The areas that the windows of the product leave to the stage, the smallest one included. */
const areas = [
  { width: 1640, height: 900 },
  wide,
  { width: 640, height: 560 },
  { width: 880, height: 540 },
  { width: 536, height: 560 },
  tall,
  { width: 456, height: 220 },
] as const;

function people(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `p${String(index + 1)}`);
}

function layout(input: Partial<LayoutInput>): StageLayout {
  return layoutOf({
    size: 'stage',
    choice: 'auto',
    ...wide,
    others: [],
    own: 'me',
    screens: [],
    pinned: null,
    speaker: null,
    recent: [],
    page: 0,
    ...input,
  });
}

function screen(id: string, own = false, ratio: number | null = null) {
  return { id, own, ratio };
}

function partOf(placed: StageLayout, part: PlacedTile['part']): string[] {
  return placed.tiles.filter((tile) => tile.part === part).map(({ id }) => id);
}

function overlap(a: PlacedTile, b: PlacedTile): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe('who is large', () => {
  const many = people(5);
  const cases: readonly [string, Partial<LayoutInput>, string | null][] = [
    ['nobody in a grid', { others: many, speaker: 'p2' }, null],
    ['the other one of two', { others: ['p1'] }, 'p1'],
    ['nobody of two in a chosen grid', { others: ['p1'], choice: 'grid' }, null],
    ['the other one, one’s own picture hidden', { others: ['p1'], own: null }, null],
    ['the speaker where chosen', { others: many, choice: 'speaker', speaker: 'p3' }, 'p3'],
    ['who spoke last', { others: many, choice: 'speaker', recent: ['p4', 'p2'] }, 'p4'],
    ['who came first, while nobody spoke', { others: many, choice: 'speaker' }, 'p1'],
    ['never oneself', { others: many, choice: 'speaker', speaker: 'me' }, 'p1'],
    ['never oneself, even pinned', { others: many, pinned: 'me' }, null],
    ['a screen', { others: many, screens: [screen('s1')], speaker: 'p2' }, 's1'],
    ['the newest screen', { others: many, screens: [screen('s2'), screen('s1')] }, 's2'],
    ['nobody who is only being called', { others: ['ring/r1'] }, null],
    ['nobody being called, asked for', { others: ['ring/r1'], choice: 'speaker' }, null],
    ['never one’s own screen', { others: many, screens: [screen('mine', true)] }, null],
    ['another’s screen before one’s own', { screens: [screen('m', true), screen('s')] }, 's'],
    ['who is pinned, before screens', { others: many, pinned: 'p5', screens: [screen('s')] }, 'p5'],
    ['an older screen when pinned', { pinned: 's1', screens: [screen('s2'), screen('s1')] }, 's1'],
    ['who is pinned, in a chosen grid', { others: many, pinned: 'p5', choice: 'grid' }, 'p5'],
    ['no screen in a chosen grid', { others: many, screens: [screen('s')], choice: 'grid' }, null],
    ['nobody for a pin of somebody who left', { others: many, pinned: 'gone' }, null],
    ['nobody in the dock', { others: many, size: 'dock', pinned: 'p2' }, null],
    ['the speaker in the mini window', { others: many, size: 'mini', speaker: 'p2' }, 'p2'],
    ['a screen in the mini window', { others: many, size: 'mini', screens: [screen('s')] }, 's'],
    ['oneself in the mini window only while alone', { size: 'mini' }, 'me'],
  ];
  it.each(cases)('%s', (_, input, expected) => {
    expect(partOf(layout(input), 'main')).toEqual(expected === null ? [] : [expected]);
  });
});

describe('two people', () => {
  it('shows the other one large and oneself small in its corner', () => {
    const { tiles } = layout({ others: ['p1'] });
    const [large, small] = tiles;
    expect(partOf(layout({ others: ['p1'] }), 'corner')).toEqual(['me']);
    if (large === undefined || small === undefined) throw new Error('two tiles');
    expect(small.width).toBeLessThan(large.width / 4);
    expect(small.x + small.width).toBeLessThan(large.x + large.width);
    expect(small.y).toBeGreaterThan(large.y);
  });

  it('fills the area of a tall window without making a strip of a face', () => {
    const [large] = layout({ others: ['p1'], ...tall }).tiles;
    expect(large).toMatchObject({ width: 456, height: 608 });
  });
});

describe('a grid', () => {
  it.each([
    [2, 1],
    [3, 2],
    [6, 2],
    [9, 3],
    [12, 3],
    [20, 4],
    [25, 5],
  ])('of %i fills a wide area with %i columns', (count, columns) => {
    const { tiles, pages } = layout({ others: people(count - 1), choice: 'grid' });
    expect(pages).toBe(1);
    expect(tiles).toHaveLength(count);
    expect(tiles.filter(({ y }) => y === tiles[0]?.y)).toHaveLength(columns);
  });

  it('turns to pages past 25, and past 49 where tiles stay large', () => {
    expect(layout({ others: people(29) })).toMatchObject({ pages: 2 });
    expect(layout({ others: people(29) }).tiles).toHaveLength(25);
    const large = { width: 1900, height: 1000 };
    expect(layout({ others: people(48), ...large })).toMatchObject({ pages: 1 });
    expect(layout({ others: people(60), ...large }).tiles).toHaveLength(49);
  });

  it('has fewer tiles a page where they would be too small to know a face', () => {
    const { tiles, pages } = layout({ others: people(11), width: 456, height: 220 });
    expect(pages).toBeGreaterThan(1);
    for (const tile of tiles) expect(tile.width).toBeGreaterThanOrEqual(132);
  });

  it('shows everybody on exactly one page, and oneself on the first', () => {
    const others = people(60);
    const first = layout({ others });
    const seen = Array.from({ length: first.pages }, (_, page) =>
      layout({ others, page }).tiles.map(({ id }) => id),
    );
    expect(seen.flat().sort()).toEqual([...others, 'me'].sort());
    expect(seen[0]?.at(-1)).toBe('me');
  });

  it('keeps the size of tiles on the last page and the last page where there were more', () => {
    const first = layout({ others: people(29) });
    const last = layout({ others: people(29), page: 7 });
    expect(last.page).toBe(1);
    expect(last.tiles[0]?.width).toBe(first.tiles[0]?.width);
  });

  it('brings who speaks to the first page, in the place of who was silent longest', () => {
    const others = people(29);
    const quiet = layout({ others }).tiles.map(({ id }) => id);
    const spoken = layout({ others, recent: ['p28', 'p2'] }).tiles.map(({ id }) => id);
    expect(quiet).not.toContain('p28');
    expect(spoken).toContain('p28');
    // Nobody else moved.
    expect(spoken.filter((id, index) => quiet[index] !== id)).toEqual(['p28']);
  });
});

describe('a large one and the others', () => {
  it('stands beside a column in a wide area', () => {
    const { tiles, covered } = layout({ others: people(3), screens: [screen('s')] });
    const [main, ...column] = tiles;
    expect(covered).toBe(0);
    expect(new Set(column.map(({ x }) => x)).size).toBe(1);
    expect(column.map(({ id }) => id)).toEqual(['p1', 'p2', 'p3', 'me']);
    expect(column[0]?.x).toBe((main?.x ?? 0) + (main?.width ?? 0) + 8);
  });

  it('takes the full width on top of a tall area, the others below it', () => {
    const { tiles } = layout({ ...tall, others: people(2), screens: [screen('s')] });
    const [main, ...below] = tiles;
    expect(main).toMatchObject({ x: 0, width: 456, height: 256 });
    for (const { y } of below) expect(y).toBeGreaterThan(256);
  });

  it('stays while the others scroll below it', () => {
    const placed = layout({ ...tall, others: people(29), screens: [screen('s')] });
    expect(placed.contentHeight).toBeGreaterThan(tall.height);
    expect(placed.covered).toBe(264);
  });

  it('shows a screen whole, whatever its shape', () => {
    for (const ratio of [4 / 3, 16 / 10, 21 / 9, 0.6]) {
      for (const area of areas) {
        const [main] = layout({
          ...area,
          others: ['p1'],
          screens: [screen('s', false, ratio)],
        }).tiles;
        if (main === undefined) throw new Error('no screen');
        expect(Math.abs(main.width / main.height / ratio - 1)).toBeLessThan(0.03);
      }
    }
  });

  it('lets older screens be chosen, before the people', () => {
    const screens = [screen('s2'), screen('s1')];
    const { tiles } = layout({ others: people(2), screens });
    expect(tiles.map(({ id }) => id)).toEqual(['s2', 's1', 'p1', 'p2', 'me']);
  });
});

describe('the dock', () => {
  it('is one row that scrolls, screens first', () => {
    const others = people(6);
    const placed = layout({ size: 'dock', width: 500, height: 90, others, screens: [screen('s')] });
    expect(placed.tiles[0]).toMatchObject({ id: 's', x: 0, y: 0, width: 160, height: 90 });
    expect(placed.tiles[1]).toMatchObject({ id: 'p1', x: 168 });
    expect(placed.contentWidth).toBe(8 * 168 - 8);
    expect(placed.contentHeight).toBe(90);
  });

  it('has smaller tiles in a low window', () => {
    const { tiles } = layout({ size: 'dock', width: 500, height: 63, others: ['p1'] });
    expect(tiles[0]).toMatchObject({ width: 112, height: 63 });
  });
});

describe('every layout', () => {
  const counts = [0, 1, 2, 5, 11, 29, 60];
  const screens = [[], [screen('s1')], [screen('s2'), screen('s1')], [screen('mine', true)]];
  const choices = ['auto', 'grid', 'speaker'] as const;
  const inputs = areas.flatMap((area) =>
    counts.flatMap((count) =>
      screens.flatMap((shared) =>
        choices.map((choice) => ({ ...area, others: people(count), screens: shared, choice })),
      ),
    ),
  );

  it('keeps tiles apart and inside what scrolls in one direction', () => {
    for (const input of inputs) {
      const { tiles, contentWidth, contentHeight } = layout(input);
      const said = JSON.stringify({ ...input, others: input.others.length });
      expect(contentWidth, said).toBe(input.width);
      for (const tile of tiles) {
        expect(tile.x, said).toBeGreaterThanOrEqual(0);
        expect(tile.y, said).toBeGreaterThanOrEqual(0);
        expect(tile.x + tile.width, said).toBeLessThanOrEqual(contentWidth);
        expect(tile.y + tile.height, said).toBeLessThanOrEqual(contentHeight);
        if (tile.part === 'corner') continue;
        const under = tiles.filter((one) => one !== tile && one.part !== 'corner');
        expect(
          under.filter((one) => overlap(tile, one)).map(({ id }) => id),
          said,
        ).toEqual([]);
      }
    }
  });

  it('gives every picture a shape that a face survives, and a size to know it by', () => {
    for (const input of inputs) {
      for (const { id, width, height } of layout(input).tiles) {
        const said = `${id} ${JSON.stringify({ ...input, others: input.others.length })}`;
        expect(width / height, said).toBeGreaterThanOrEqual(0.74);
        expect(width / height, said).toBeLessThanOrEqual(1.81);
        expect(width, said).toBeGreaterThanOrEqual(90);
      }
    }
  });

  it('has no tiles where there is no room yet', () => {
    expect(layout({ width: 0, height: 0, others: people(3) }).tiles).toEqual([]);
  });
});
