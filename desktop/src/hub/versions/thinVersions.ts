import { crowdedVersions, versionsKeptPerPage } from '@confab/shared-types';
import type { DatedVersion } from '@confab/shared-types';

/**
 * Which versions of a page go: all of the last day stay, then the newest of each day for a month,
 * then the newest of each month, at most `limit` in all. Those with a name stay for good, and so
 * does the newest. `versions` is newest first; days and months are UTC's.
 */
export function thinVersions(
  versions: readonly DatedVersion[],
  now: number,
  limit = versionsKeptPerPage,
): string[] {
  const removed = crowdedVersions(versions, now);
  const kept = versions.filter(({ id }) => !removed.has(id));
  const surplus = Math.max(0, kept.length - limit);
  const unnamed = kept.slice(1).filter(({ name }) => name === null);
  return [
    ...removed,
    ...unnamed.slice(unnamed.length - Math.min(surplus, unnamed.length)).map(({ id }) => id),
  ];
}
