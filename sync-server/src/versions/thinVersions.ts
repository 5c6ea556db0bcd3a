import type { StoredVersion, VersionAuthor } from '../storage/VersionStorage.ts';

const dayMs = 86_400_000;
const monthMs = 30 * dayMs;

export interface Thinning {
  readonly remove: readonly string[];
  /** Versions that take over the authors of those removed before them. */
  readonly authors: ReadonlyMap<string, readonly VersionAuthor[]>;
}

/**
 * Which versions of a page go: all of the last day stay, then the newest of each day for a month,
 * then the newest of each month, and of all these at most `limit`. Named ones stay for good and
 * count. `versions` is newest first; times are milliseconds since the epoch, days are UTC's.
 */
export function thinVersions(
  versions: readonly StoredVersion[],
  now: number,
  limit: number,
): Thinning {
  const taken = new Set<string>();
  const remove = new Set<string>();
  for (const { id, at, name } of versions) {
    const place = placeOf(at, now);
    if (name === null && place !== null && taken.has(place)) remove.add(id);
    if (place !== null) taken.add(place);
  }
  const tooMany = Math.max(0, versions.length - remove.size - limit);
  const unnamed = versions.filter(({ id, name }) => name === null && !remove.has(id));
  // The newest stays, however many have a name.
  for (const { id } of unnamed.slice(1).toReversed().slice(0, tooMany)) remove.add(id);
  return { remove: [...remove], authors: inherited(versions, remove) };
}

/** What a version has to share with others; null: it has a place of its own. */
function placeOf(at: number, now: number): string | null {
  const age = now - at;
  if (age < dayMs) return null;
  const day = new Date(at).toISOString();
  return age < monthMs ? day.slice(0, 10) : day.slice(0, 7);
}

function inherited(
  versions: readonly StoredVersion[],
  removed: ReadonlySet<string>,
): ReadonlyMap<string, readonly VersionAuthor[]> {
  const changed = new Map<string, readonly VersionAuthor[]>();
  let heir: StoredVersion | null = null;
  for (const version of versions) {
    if (!removed.has(version.id)) {
      heir = version;
      continue;
    }
    if (heir === null) continue;
    changed.set(heir.id, addAuthors(changed.get(heir.id) ?? heir.authors, version.authors));
  }
  return changed;
}

function addAuthors(
  authors: readonly VersionAuthor[],
  more: readonly VersionAuthor[],
): readonly VersionAuthor[] {
  const edits = new Map(authors.map((author) => [author.account, author.edits]));
  for (const each of more) edits.set(each.account, (edits.get(each.account) ?? 0) + each.edits);
  return [...edits]
    .map(([account, count]) => ({ account, edits: count }))
    .sort((a, b) => b.edits - a.edits);
}
