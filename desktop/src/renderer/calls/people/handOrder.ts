import type { CallState } from '../room/callState.ts';

/**
 * Sessions with a raised hand in the order they were raised, as far as it was seen from here; those
 * that were up already stand in order of joining.
 */
export function handOrder(before: readonly string[], call: CallState): readonly string[] {
  const all = call.self === null ? call.peers : [...call.peers, call.self];
  const raised = all.filter(({ handRaised }) => handRaised).map(({ session }) => session);
  const still = before.filter((session) => raised.includes(session));
  const fresh = raised.filter((session) => !before.includes(session));
  if (fresh.length === 0 && still.length === before.length) return before;
  return [...still, ...fresh];
}
