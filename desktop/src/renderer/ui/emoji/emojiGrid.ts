import type { Emoji, EmojiGroup } from './emojiData.ts';

export const emojiColumns = 9;

export type EmojiRow =
  | { readonly kind: 'heading'; readonly group: EmojiGroup | 'recent' }
  | { readonly kind: 'emoji'; readonly cells: readonly Emoji[] };

/** A cell of the grid, by row and column. */
export interface EmojiCell {
  readonly row: number;
  readonly column: number;
}

/** Emoji whose words hold every word of the query: those of that name first, then by its beginning. */
export function findEmoji(all: readonly Emoji[], query: string): readonly Emoji[] {
  const wanted = query.trim().toLowerCase().normalize('NFC');
  const parts = wanted.split(/\s+/u);
  const rank = ({ names, words }: Emoji): number => {
    if (names.includes(wanted)) return 0;
    if (names.some((name) => name.startsWith(wanted))) return 1;
    return parts.every((part) => ` ${words}`.includes(` ${part}`)) ? 2 : 3;
  };
  return all
    .filter(({ words }) => parts.every((part) => words.includes(part)))
    .sort((one, other) => rank(one) - rank(other));
}

/** Rows of the grid: what was used last, then each group under its heading; finds without one. */
export function emojiRows(
  all: readonly Emoji[],
  recent: readonly string[],
  query: string,
): readonly EmojiRow[] {
  if (query.trim() !== '') return inRows(findEmoji(all, query));
  const known = new Map(all.map((one) => [one.emoji, one]));
  const used = recent.flatMap((one) => known.get(one) ?? []);
  const groups = Map.groupBy(all, ({ group }) => group);
  return [
    ...(used.length === 0 ? [] : [{ kind: 'heading', group: 'recent' } as const, ...inRows(used)]),
    ...[...groups].flatMap(([group, emoji]) => [
      { kind: 'heading', group } as const,
      ...inRows(emoji),
    ]),
  ];
}

function inRows(emoji: readonly Emoji[]): EmojiRow[] {
  return Array.from({ length: Math.ceil(emoji.length / emojiColumns) }, (_, row) => ({
    kind: 'emoji',
    cells: emoji.slice(row * emojiColumns, (row + 1) * emojiColumns),
  }));
}

/** The cell an arrow key leads to from `at` (null: from outside the grid); null: nowhere. */
export function nextCell(
  rows: readonly EmojiRow[],
  at: EmojiCell | null,
  key: string,
): EmojiCell | null {
  if (at === null) return key === 'ArrowDown' ? rowFrom(rows, 0, 1, 0) : null;
  const width = cellsOf(rows, at.row).length;
  switch (key) {
    case 'ArrowDown':
      return rowFrom(rows, at.row + 1, 1, at.column);
    case 'ArrowUp':
      return rowFrom(rows, at.row - 1, -1, at.column);
    case 'ArrowRight':
      if (at.column + 1 < width) return { ...at, column: at.column + 1 };
      return rowFrom(rows, at.row + 1, 1, 0);
    case 'ArrowLeft':
      if (at.column > 0) return { ...at, column: at.column - 1 };
      return rowFrom(rows, at.row - 1, -1, emojiColumns);
    default:
      return null;
  }
}

export function emojiAt(rows: readonly EmojiRow[], cell: EmojiCell | null): Emoji | undefined {
  return cell === null ? undefined : cellsOf(rows, cell.row)[cell.column];
}

function cellsOf(rows: readonly EmojiRow[], row: number): readonly Emoji[] {
  const found = rows[row];
  return found?.kind === 'emoji' ? found.cells : [];
}

function rowFrom(
  rows: readonly EmojiRow[],
  from: number,
  step: 1 | -1,
  column: number,
): EmojiCell | null {
  for (let row = from; row >= 0 && row < rows.length; row += step) {
    const { length } = cellsOf(rows, row);
    if (length > 0) return { row, column: Math.min(column, length - 1) };
  }
  return null;
}
