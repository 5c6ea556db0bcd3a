import type { Member } from '@confab/shared-types';

/** More rows than this are found by searching. */
export const mostShown = 100;

/** Who is there first, then by name; of those whose name has every word that is searched for. */
export function choosePeople(
  members: readonly Member[],
  search: string,
): { readonly shown: readonly Member[]; readonly hidden: number } {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = members.filter(({ name }) => {
    const text = name.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
  const sorted = found.toSorted(
    (a, b) => Number(b.online) - Number(a.online) || a.name.localeCompare(b.name),
  );
  return { shown: sorted.slice(0, mostShown), hidden: Math.max(0, sorted.length - mostShown) };
}
