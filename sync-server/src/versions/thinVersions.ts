import { crowdedVersions } from '@confab/shared-types';
import type { StoredVersion, VersionAuthor } from '../storage/VersionStorage.ts';

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
  const remove = crowdedVersions(versions, now);
  const tooMany = Math.max(0, versions.length - remove.size - limit);
  const unnamed = versions.filter(({ id, name }) => name === null && !remove.has(id));
  // The newest stays, however many have a name.
  for (const { id } of unnamed.slice(1).toReversed().slice(0, tooMany)) remove.add(id);
  return { remove: [...remove], authors: inherited(versions, remove) };
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
