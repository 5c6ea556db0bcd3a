import type { PageVersion } from '@confab/shared-types';

export interface DayOfVersions {
  /** The first moment of that day here. */
  readonly day: number;
  readonly versions: readonly PageVersion[];
}

/** Versions, newest first, by the day they are of in this place's time. */
export function groupByDay(versions: readonly PageVersion[]): readonly DayOfVersions[] {
  const days = new Map<number, PageVersion[]>();
  for (const version of versions) {
    const day = new Date(version.at).setHours(0, 0, 0, 0);
    days.set(day, [...(days.get(day) ?? []), version]);
  }
  return [...days].map(([day, of]) => ({ day, versions: of }));
}
