/** The same order as before, what is new in front and what went away left out. */
export function newestFirst(
  before: readonly string[],
  present: readonly string[],
): readonly string[] {
  const added = present.filter((id) => !before.includes(id)).reverse();
  const kept = before.filter((id) => present.includes(id));
  return added.length === 0 && kept.length === before.length ? before : [...added, ...kept];
}
