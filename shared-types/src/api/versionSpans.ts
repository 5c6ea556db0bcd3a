const dayMs = 86_400_000;
const monthMs = 30 * dayMs;

/** What {@link crowdedVersions} looks at. `at` is milliseconds since the epoch. */
export interface DatedVersion {
  readonly id: string;
  readonly at: number;
  readonly name: string | null;
}

/**
 * The ids that share their span with a newer version: all of the last day are kept, then the newest
 * of each day for a month, then the newest of each month. Those with a name are never among them.
 * `versions` is newest first; days and months are UTC's.
 */
export function crowdedVersions(versions: readonly DatedVersion[], now: number): Set<string> {
  const taken = new Set<string>();
  const crowded = new Set<string>();
  for (const { id, at, name } of versions) {
    const span = spanOf(at, now);
    if (name === null && span !== null && taken.has(span)) crowded.add(id);
    if (span !== null) taken.add(span);
  }
  return crowded;
}

/** The day or month that keeps one version only; null while all are kept. */
function spanOf(at: number, now: number): string | null {
  const age = now - at;
  if (age < dayMs) return null;
  return new Date(at).toISOString().slice(0, age < monthMs ? 10 : 7);
}
