import type { Places } from './PageComments.ts';
import type { Thread } from './threads/readThreads.ts';

export type ThreadFilter = 'open' | 'resolved';

/**
 * The threads of one kind in the order one meets them: about the page first, then down the text,
 * those whose text is gone last. Resolved ones by when that was, newest first.
 */
export function orderThreads(
  threads: readonly Thread[],
  places: Places | null,
  filter: ThreadFilter,
): readonly Thread[] {
  if (filter === 'resolved') {
    return threads
      .filter(({ resolvedAt }) => resolvedAt !== null)
      .sort((one, other) => (other.resolvedAt ?? 0) - (one.resolvedAt ?? 0));
  }
  const rank = ({ id, anchor }: Thread): number =>
    anchor === null ? -1 : (places?.get(id)?.from ?? Number.MAX_SAFE_INTEGER);
  return threads
    .filter(({ resolvedAt }) => resolvedAt === null)
    .sort((one, other) => rank(one) - rank(other));
}
