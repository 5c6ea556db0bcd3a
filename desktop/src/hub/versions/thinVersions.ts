import { versionsKeptPerPage } from '@confab/shared-types';

export interface ThinnedVersion {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly name: string | null;
}

const dayMs = 86_400_000;
const monthMs = 30 * dayMs;

/**
 * Which versions of a page go: all of the last day stay, then the newest of each day for a month,
 * then the newest of each month, at most `limit` in all. Those with a name stay for good, and so
 * does the newest. `versions` is newest first; days and months are UTC's.
 */
export function thinVersions(
  versions: readonly ThinnedVersion[],
  now: number,
  limit = versionsKeptPerPage,
): string[] {
  const taken = new Set<string>();
  const removed: string[] = [];
  const kept: ThinnedVersion[] = [];
  for (const version of versions) {
    const span = spanOf(version.at, now);
    if (version.name === null && span !== null && taken.has(span)) removed.push(version.id);
    else kept.push(version);
    if (span !== null) taken.add(span);
  }
  const surplus = Math.max(0, kept.length - limit);
  const unnamed = kept.slice(1).filter(({ name }) => name === null);
  return [
    ...removed,
    ...unnamed.slice(unnamed.length - Math.min(surplus, unnamed.length)).map(({ id }) => id),
  ];
}

/** The day or month that keeps one version only; null while all are kept. */
function spanOf(at: number, now: number): string | null {
  const age = now - at;
  if (age < dayMs) return null;
  return new Date(at).toISOString().slice(0, age < monthMs ? 10 : 7);
}
