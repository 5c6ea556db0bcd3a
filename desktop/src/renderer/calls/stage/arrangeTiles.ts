export interface Arranged {
  /** What is seen first, at most `capacity`; one's own tile is the last of them. */
  readonly first: readonly string[];
  readonly rest: readonly string[];
}

/**
 * Who is seen first where not all are: those who came first, but whoever spoke takes the place of the
 * one who has been silent longest. Nobody else changes places.
 * @param recent who spoke, last first
 */
export function arrangeTiles(
  tiles: readonly string[],
  own: string | null,
  capacity: number,
  recent: readonly string[],
): Arranged {
  const ownTiles = own === null ? [] : [own];
  if (tiles.length + ownTiles.length <= capacity) {
    return { first: [...tiles, ...ownTiles], rest: [] };
  }
  // Where there is one place only it is not one's own.
  const places = Math.max(1, capacity - ownTiles.length);
  const first = tiles.slice(0, places);
  for (const speaker of recent.filter((id) => tiles.includes(id)).slice(0, places)) {
    if (!first.includes(speaker)) first[quietest(first, recent)] = speaker;
  }
  const rest = tiles.filter((id) => !first.includes(id));
  return capacity > 1
    ? { first: [...first, ...ownTiles], rest }
    : { first, rest: [...rest, ...ownTiles] };
}

function quietest(tiles: readonly string[], recent: readonly string[]): number {
  const silence = tiles.map((id) => {
    const at = recent.indexOf(id);
    return at === -1 ? Infinity : at;
  });
  return silence.lastIndexOf(Math.max(...silence));
}
